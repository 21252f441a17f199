package dev.weft.server.status;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The workloads of one scope, by how far they have come. Immutable. */
final class Selection {
  private final List<Enforcer> byApplied;
  private final long[] applied;
  private final int onConnections;

  Selection(List<Enforcer> selected) {
    byApplied = new ArrayList<>(selected);
    byApplied.sort(Comparator.comparingLong(Enforcer::applied).thenComparing(Enforcer::instance));
    applied = byApplied.stream().mapToLong(Enforcer::applied).toArray();
    onConnections = (int) byApplied.stream().filter(it -> !it.seesRequests()).count();
  }

  int size() {
    return applied.length;
  }

  /** How many see connections only. */
  int onConnections() {
    return onConnections;
  }

  /** Whether somebody has not been heard from, so that nothing can be said yet. */
  boolean isIncomplete() {
    return byApplied.stream().anyMatch(it -> it.said().isEmpty());
  }

  /** How many have not come to {@code version}. */
  int behind(long version) {
    int low = 0;
    int high = applied.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (applied[middle] < version) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Some of those that have not come to {@code version}. */
  List<String> someBehind(long version) {
    return byApplied.subList(0, Math.min(behind(version), Listing.most())).stream()
        .map(Enforcer::describe)
        .toList();
  }
}
