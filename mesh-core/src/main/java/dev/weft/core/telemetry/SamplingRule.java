package dev.weft.core.telemetry;

import java.util.List;

/**
 * How many of the traces that begin between two services are recorded.
 *
 * @param mode which end of the request the workload is that has the rule
 * @param principals who is at the other end, as patterns of AuthorizationPolicy principals
 * @param percentage of traces, 0 to 100
 */
public record SamplingRule(WorkloadMode mode, List<String> principals, double percentage) {
  public SamplingRule {
    principals = List.copyOf(principals);
  }
}
