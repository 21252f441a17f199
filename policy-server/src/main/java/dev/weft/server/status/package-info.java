/**
 * What is enforced where: the status of policies and of workloads, as heartbeats tell it. Starting
 * points: {@link dev.weft.server.status.EnforcementController} and {@link
 * dev.weft.server.status.WorkloadStatus}.
 */
@NullMarked
package dev.weft.server.status;

import org.jspecify.annotations.NullMarked;
