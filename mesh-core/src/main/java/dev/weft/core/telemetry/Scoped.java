package dev.weft.core.telemetry;

import dev.weft.core.policy.ResourceMetadata;
import dev.weft.core.policy.WorkloadSelector;

/** A resource that is for the mesh, a namespace, or workloads of a namespace. */
interface Scoped {
  ResourceMetadata metadata();

  WorkloadSelector selector();
}
