package dev.weft.core.policy;

import java.util.Map;

/**
 * The workload that policies are compiled for.
 *
 * @param namespace its namespace
 * @param labels its labels
 */
public record Workload(String namespace, Map<String, String> labels) {
  public Workload {
    labels = Map.copyOf(labels);
  }
}
