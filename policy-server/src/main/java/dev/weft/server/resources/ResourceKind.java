package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Cause;
import java.util.List;

/**
 * A kind of resource that people edit.
 *
 * @param group the API group, for example {@code security.istio.io}
 * @param version the version of the group
 * @param kind the kind as it stands in a resource
 * @param plural the kind as it stands in a path
 * @param validator says what is wrong with a resource of this kind
 */
public record ResourceKind(
    String group, String version, String kind, String plural, Validator validator) {

  /** Judges a resource by its kind's own rules. */
  public interface Validator {
    /** What is wrong with {@code resource}; empty when it can be enforced as it stands. */
    List<Cause> check(JsonObject resource);
  }

  /** Group and version as they stand in a resource. */
  public String apiVersion() {
    return group + "/" + version;
  }

  /** The kind and group as error messages name them. */
  public String qualified() {
    return plural + "." + group;
  }
}
