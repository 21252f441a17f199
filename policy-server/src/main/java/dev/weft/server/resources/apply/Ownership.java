package dev.weft.server.resources.apply;

import java.util.List;

/** How fields pass from one manager to another. */
final class Ownership {
  private Ownership() {}

  /**
   * What {@code managed} is after {@code writer} made {@code changes}: what was touched is nobody
   * else's any more, and what {@code writer} has is its own, beside what it had before. A writer
   * without fields gets no entry and no other time.
   */
  static ManagedFields take(ManagedFields managed, Comparison changes, ManagedField writer) {
    FieldSet touched = changes.touched();
    ManagedFields rest = managed.mapFields(fields -> fields.minusTrees(touched));
    return writer.fields().isEmpty() ? rest : rest.plus(List.of(writer));
  }
}
