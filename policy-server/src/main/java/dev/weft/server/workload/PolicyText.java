package dev.weft.server.workload;

import dev.weft.core.control.Fingerprint;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.store.Resource;

/**
 * A policy as workloads read it: without what people and the mesh say about it, which changes
 * nothing of its meaning, so that such a change is none to a workload.
 */
final class PolicyText {
  private PolicyText() {}

  static JsonObject of(Resource policy) {
    JsonObject body = policy.body();
    JsonObject metadata =
        body.object("metadata")
            .without("managedFields")
            .with("resourceVersion", new JsonString(version(policy)));
    return body.without("status").with("metadata", metadata);
  }

  static byte[] bytes(Resource policy) {
    return JsonWriter.writeBytes(of(policy));
  }

  static long fingerprint(Resource policy) {
    return Fingerprint.ofPolicy(policy.key().namespace(), policy.key().name(), version(policy));
  }

  private static String version(Resource policy) {
    return String.valueOf(policy.contentVersion());
  }
}
