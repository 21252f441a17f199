package dev.weft.server.status;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.Heartbeat;
import dev.weft.server.directory.Heartbeats;
import dev.weft.server.store.Resource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The status of workloads. It changes with every heartbeat, so it is not stored but laid over a
 * workload when that is read. Safe for use by many threads.
 */
public final class WorkloadStatus {
  private final Heartbeats heartbeats;

  public WorkloadStatus(Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
  }

  /**
   * The workload as people read it. Without {@code applied}, it has not been heard from.
   *
   * @param workload the stored resource
   */
  public JsonObject overlay(Resource workload) {
    JsonObject.Builder status = JsonObject.builder().put("revision", workload.contentVersion());
    Optional<Heartbeat> said = heartbeats.of(UUID.fromString(workload.key().name()));
    said.ifPresent(
        heartbeat ->
            status
                .put("applied", heartbeat.applied())
                .put(
                    "unprotected",
                    array(
                        heartbeat.unprotected().stream()
                            .map(it -> pair("what", it.what(), it.why()))
                            .toList()))
                .put(
                    "refused",
                    array(
                        heartbeat.refused().stream()
                            .map(it -> pair("policy", it.policy(), it.why()))
                            .toList()))
                .put(
                    "requestPorts",
                    array(
                        heartbeat.requestPorts().stream()
                            .sorted()
                            .map(it -> new JsonNumber(BigDecimal.valueOf(it)))
                            .toList())));
    return workload.body().with("status", status.build());
  }

  private static JsonValue array(List<? extends JsonValue> values) {
    return new JsonArray(List.copyOf(values));
  }

  private static JsonObject pair(String name, String value, String why) {
    return JsonObject.builder().put(name, value).put("why", why).build();
  }
}
