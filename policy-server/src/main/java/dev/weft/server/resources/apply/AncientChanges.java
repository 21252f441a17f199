package dev.weft.server.resources.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the number of managers that only ever updated in bounds: the oldest are merged, one entry
 * for each version, into a manager called {@code ancient-changes}.
 */
final class AncientChanges {
  /** How many entries of updates a resource keeps apart. */
  static final int MAX_UPDATERS = 10;

  private static final String NAME = "ancient-changes";

  private AncientChanges() {}

  /** {@code managed} with its oldest updaters merged as far as necessary. */
  static ManagedFields merge(ManagedFields managed) {
    // Entries are in order of time, the oldest first.
    List<ManagedField> updaters =
        managed.entries().stream()
            .filter(it -> it.operation() == ManagedField.Operation.Update)
            .toList();
    int excess = updaters.size() - MAX_UPDATERS;
    if (excess <= 0) {
      return managed;
    }
    Map<String, List<ManagedField>> merged = new HashMap<>();
    for (ManagedField updater : updaters) {
      // The first of a version becomes the bucket: only those that join it make the list shorter.
      if (excess > 0) {
        List<ManagedField> bucket =
            merged.computeIfAbsent(updater.apiVersion(), version -> new ArrayList<>());
        excess -= bucket.isEmpty() ? 0 : 1;
        bucket.add(updater);
      }
    }
    ManagedFields result = managed;
    for (List<ManagedField> bucket : merged.values()) {
      if (bucket.size() > 1) {
        result = replace(result, bucket);
      }
    }
    return result;
  }

  private static ManagedFields replace(ManagedFields managed, List<ManagedField> bucket) {
    ManagedFields rest = managed;
    List<ManagedField> renamed = new ArrayList<>();
    for (ManagedField entry : bucket) {
      rest = rest.without(entry.identity());
      renamed.add(
          new ManagedField(
              NAME, entry.operation(), entry.apiVersion(), entry.time(), "", entry.fields()));
    }
    return rest.plus(renamed);
  }
}
