package dev.weft.server.kubernetes.cluster;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.kubernetes.PodIdentity.ClusterObject;
import dev.weft.server.resources.Names;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pod for which a node proxy wants an SVID.
 *
 * @param namespace its namespace
 * @param object its name and UID
 */
public record WantedPod(String namespace, ClusterObject object) {
  private static final Set<String> FIELDS = Set.of("namespace", "name", "uid");
  private static final Pattern UID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /**
   * Reads one.
   *
   * @throws ApiException 400 when {@code value} is none
   */
  public static WantedPod read(JsonValue value) {
    if (!(value instanceof JsonObject pod) || !FIELDS.equals(pod.members().keySet())) {
      throw ApiException.badRequest("pod", "malformed (expected: namespace, name and uid)");
    }
    String namespace = pod.string("namespace");
    String name = pod.string("name");
    String uid = pod.string("uid");
    if (namespace == null
        || name == null
        || uid == null
        || !Names.isLabel(namespace)
        || !Names.isSubdomain(name)
        || !UID.matcher(uid).matches()) {
      throw ApiException.badRequest("pod", "malformed (expected: names that Kubernetes allows)");
    }
    return new WantedPod(namespace, new ClusterObject(name, uid));
  }

  @Override
  public String toString() {
    return namespace + "/" + object;
  }
}
