package dev.weft.server.status;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.Strategy;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.store.Resource;
import java.util.List;

/** The kind Workload as people read it. Nobody writes it but the workload itself, by its lease. */
public final class WorkloadView implements Strategy {
  private final WorkloadStatus status;

  private WorkloadView(WorkloadStatus status) {
    this.status = status;
  }

  /** The kind, with the status that {@code status} knows. */
  public static ResourceKind kind(WorkloadStatus status) {
    return new ResourceKind(Kinds.WORKLOAD, new WorkloadView(status));
  }

  @Override
  public List<Cause> check(JsonObject resource) {
    return List.of();
  }

  @Override
  public JsonObject view(Resource resource) {
    return status.overlay(resource);
  }
}
