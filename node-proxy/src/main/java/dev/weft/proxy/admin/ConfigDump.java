package dev.weft.proxy.admin;

import dev.weft.core.control.MeshConfig;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.proxy.workload.Workload;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is in force for workloads, as JSON: policies whole, of the directory no more than a part.
 */
final class ConfigDump {
  private static final int MOST_ENDPOINTS = 1000;

  private ConfigDump() {}

  static String of(List<Workload> workloads) {
    JsonObject.Builder dump = JsonObject.builder();
    for (Workload workload : workloads) {
      Optional<MeshConfig> config = workload.config();
      dump.put(
          workload.spec().name(),
          config.map(ConfigDump::config).orElseGet(() -> JsonObject.builder().build()));
    }
    return JsonWriter.write(dump.build()) + "\n";
  }

  private static JsonObject config(MeshConfig config) {
    return JsonObject.builder()
        .put("revision", config.revision())
        .put(
            "authorizationPolicies",
            list(config.authorizationPolicies(), AuthorizationPolicy::toJson))
        .put("peerAuthentications", list(config.peerAuthentications(), PeerAuthentication::toJson))
        .put(
            "requestAuthentications",
            list(config.requestAuthentications(), RequestAuthentication::toJson))
        .put("endpointsInAll", config.directory().size())
        .put(
            "endpoints",
            list(
                config.directory().endpoints().stream().limit(MOST_ENDPOINTS).toList(),
                ConfigDump::endpoint))
        .build();
  }

  private static JsonObject endpoint(DirectoryEndpoint endpoint) {
    return JsonObject.builder()
        .put("address", endpoint.address().getHostAddress())
        .put("port", endpoint.port())
        .put(
            "principals",
            list(
                endpoint.principals().stream().map(SpiffeId::principal).sorted().toList(),
                JsonString::new))
        .put("mode", endpoint.mode().name())
        .build();
  }

  private static <T> JsonArray list(Collection<T> all, Function<T, JsonValue> form) {
    return new JsonArray(all.stream().map(form).toList());
  }
}
