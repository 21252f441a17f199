/**
 * The API of workloads under {@code /mesh/v1}. Starting points: {@link
 * dev.weft.server.workload.WorkloadApi} and {@link dev.weft.server.workload.ConfigFeed}.
 */
@NullMarked
package dev.weft.server.workload;

import org.jspecify.annotations.NullMarked;
