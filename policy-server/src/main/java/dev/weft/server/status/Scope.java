package dev.weft.server.status;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The workloads that a policy is for.
 *
 * @param namespace the namespace; {@link #EVERYWHERE} for all
 * @param labels the labels that a workload has to carry, all of them
 */
record Scope(String namespace, Map<String, String> labels) {
  static final String EVERYWHERE = "";

  Scope {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  boolean selects(Map<String, String> carried) {
    for (Map.Entry<String, String> wanted : labels.entrySet()) {
      if (!wanted.getValue().equals(carried.get(wanted.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
