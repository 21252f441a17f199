package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One server-side apply.
 *
 * @param manager who applies
 * @param subresource what is applied to; empty for the resource itself
 * @param force what becomes of conflicts
 * @param now the time of it
 */
record Applier(String manager, String subresource, Force force, Instant now) {

  /**
   * Merges {@code applied} into {@code existing}.
   *
   * @param existing the resource without its managedFields; empty when there is none
   * @param managed who manages it
   * @throws ApiException 409 when there are conflicts and they are not forced
   */
  JsonObject apply(JsonObject existing, ManagedFields managed, JsonObject applied) {
    JsonObject declared = declared(applied);
    ManagedField mine = entry(declared, applied);
    Optional<ManagedField> mineBefore = managed.find(mine.identity());
    ManagedFields others = managed.without(mine.identity());

    JsonObject merged = Granular.merge(existing, declared);
    FieldSet declaredBefore = mineBefore.map(ManagedField::fields).orElse(FieldSet.EMPTY);
    FieldSet kept = others.owned().union(mine.fields()).union(FieldSet.UNOWNED);
    JsonObject result = Pruning.prune(merged, declaredBefore, kept);

    Comparison changes = Comparison.of(existing, result);
    if (force == Force.NO) {
      requireNoConflict(existing, others, changes);
    }
    ManagedFields rest = others.mapFields(fields -> fields.minusTrees(changes.touched()));
    if (changes.isEmpty()) {
      // The same values, perhaps written otherwise (1.0 for 1): not a reason to change anything.
      result = existing;
      mine = mineBefore.filter(mine::isSameButForTime).orElse(mine);
    }
    ManagedFields owners = mine.fields().isEmpty() ? rest : rest.plus(List.of(mine));
    return owners.writeTo(LastApplied.refresh(result, applied, manager));
  }

  private void requireNoConflict(JsonObject existing, ManagedFields others, Comparison changes) {
    FieldSet allowed = LastApplied.takenOver(existing, manager);
    List<Conflict> conflicts =
        Conflict.between(others, changes.touched()).stream()
            .filter(it -> !allowed.has(it.path()))
            .toList();
    if (!conflicts.isEmpty()) {
      throw Conflict.refusal(conflicts);
    }
  }

  /** The part of {@code applied} that this apply may write. */
  private JsonObject declared(JsonObject applied) {
    JsonObject writable = ServerMetadata.removeFrom(applied);
    if (subresource.isEmpty()) {
      return writable.without("status");
    }
    JsonValue part = writable.get(subresource);
    return part == null ? JsonObject.EMPTY : JsonObject.EMPTY.with(subresource, part);
  }

  private ManagedField entry(JsonObject declared, JsonObject applied) {
    String version = applied.string("apiVersion");
    return new ManagedField(
        manager,
        ManagedField.Operation.Apply,
        version == null || version.isEmpty() ? "v1" : version,
        Optional.of(now),
        subresource,
        FieldSet.of(declared));
  }
}
