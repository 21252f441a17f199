package dev.weft.server.resources;

/**
 * A kind of resource.
 *
 * @param group the API group, for example {@code security.istio.io}
 * @param version the version of the group
 * @param kind the kind as it stands in a resource
 * @param plural the kind as it stands in a path
 * @param strategy what is particular about it
 */
public record ResourceKind(
    String group, String version, String kind, String plural, Strategy strategy) {

  /** Group and version as they stand in a resource. */
  public String apiVersion() {
    return group + "/" + version;
  }

  /** The kind and group as error messages name them. */
  public String qualified() {
    return plural + "." + group;
  }
}
