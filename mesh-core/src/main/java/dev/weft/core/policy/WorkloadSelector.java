package dev.weft.core.policy;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which workloads a policy is for: those that carry all of these labels (Istio WorkloadSelector).
 *
 * @param matchLabels the labels; none means every workload
 */
public record WorkloadSelector(Map<String, String> matchLabels) {
  /** Selects every workload. */
  public static final WorkloadSelector ALL = new WorkloadSelector(Map.of());

  public WorkloadSelector {
    matchLabels = java.util.Collections.unmodifiableMap(new TreeMap<>(matchLabels));
  }

  /** Whether this selects every workload. */
  public boolean isAll() {
    return matchLabels.isEmpty();
  }

  /** Whether a workload with {@code labels} is selected. */
  public boolean selects(Map<String, String> labels) {
    for (Map.Entry<String, String> wanted : matchLabels.entrySet()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
