package dev.weft.server.resources.discovery;

import dev.weft.core.json.JsonObject;

/**
 * What {@code /version} says ({@code version.Info} of Kubernetes). The version is that of the
 * Kubernetes API whose conventions hold, since clients decide by it how far they are apart.
 *
 * @param build the version of this program, which becomes the build metadata of gitVersion
 * @param commit the commit that it was built from, or empty
 * @param buildDate when it was built (RFC 3339), or empty
 */
public record ServerVersion(String build, String commit, String buildDate) {
  private static final String MAJOR = "1";
  private static final String MINOR = "32";

  /** For example {@code v1.32.0+weft-0.1.0}. */
  public String gitVersion() {
    return "v" + MAJOR + "." + MINOR + ".0+weft-" + build.replaceAll("[^0-9A-Za-z.-]", "-");
  }

  /** The document. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("major", MAJOR)
        .put("minor", MINOR)
        .put("gitVersion", gitVersion())
        .put("gitCommit", commit)
        .put("gitTreeState", "")
        .put("buildDate", buildDate)
        .put("goVersion", "")
        .put("compiler", "javac")
        .put("platform", "java/" + Runtime.version().feature())
        .build();
  }
}
