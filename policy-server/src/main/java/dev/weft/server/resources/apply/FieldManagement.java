package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code metadata.managedFields} with every write, and merges what is applied. Pure
 * functions: what they return is to be validated and stored by the caller, who also checks that a
 * request names the resource that it changes (apiVersion, kind, name, namespace, uid and
 * resourceVersion).
 */
public final class FieldManagement {
  /** Who owns what was there before anything was applied, when nobody kept count until then. */
  private static final String BEFORE_FIRST_APPLY = "before-first-apply";

  private FieldManagement() {}

  /**
   * What a POST, PUT or a patch other than apply stores. Fields that are new or have another value
   * become the manager's, and no longer anybody else's; fields that are gone are nobody's. If
   * {@code after} brings {@code metadata.managedFields} along, those are where it starts from;
   * {@code []} makes the server forget them, until somebody applies. A write that changes nothing
   * leaves all entries as they are, times included.
   *
   * @param before the resource as it is; null when it is created
   * @param after the resource as it shall be
   * @param subresource {@code status}, or empty for the resource itself; a subresource never
   *     changes managedFields by what it sends
   * @return {@code after} with its managedFields
   * @throws ApiException 422 when it brings malformed managedFields, or is nested too deep
   */
  public static JsonObject update(
      @Nullable JsonObject before,
      JsonObject after,
      String manager,
      String subresource,
      Instant now) {
    Nesting.require(after);
    ManagedFields managed = startingPoint(before, after, subresource);
    JsonObject written = ManagedFields.removeFrom(after);
    if (before != null && managed.entries().isEmpty()) {
      return written;
    }
    JsonObject existing = before == null ? JsonObject.EMPTY : ManagedFields.removeFrom(before);
    Comparison changes = Comparison.of(existing, written);
    ManagedField writer = updater(manager, written, subresource, now, changes);
    return AncientChanges.merge(Ownership.take(managed, changes, writer)).writeTo(written);
  }

  /**
   * What a server-side apply to the resource itself stores; see {@link #apply(JsonObject,
   * JsonObject, String, String, Force, Instant)}.
   */
  public static JsonObject apply(
      @Nullable JsonObject live, JsonObject applied, String manager, Force force, Instant now) {
    return apply(live, applied, manager, "", force, now);
  }

  /**
   * What a server-side apply stores: {@code live} with what is applied merged into it, and without
   * what the same manager applied before and does not apply any more, unless somebody else owns it
   * too. The manager owns what it applies, together with those who gave it the same value. What the
   * server itself writes (status, and in metadata: uid, generation and the like) is not taken from
   * {@code applied}.
   *
   * @param live the resource as it is; null when the apply creates it
   * @param applied the fields that the manager has an opinion on, with apiVersion, kind and name
   * @param subresource {@code status}, to apply nothing but that; empty for all else
   * @return the resource to store; equal to {@code live} when nothing changes
   * @throws ApiException 400 when {@code applied} has managedFields; 409 with a cause for each
   *     field that others own with another value, unless forced; 422 when it is nested too deep
   */
  public static JsonObject apply(
      @Nullable JsonObject live,
      JsonObject applied,
      String manager,
      String subresource,
      Force force,
      Instant now) {
    if (ManagedFields.of(applied) != null) {
      throw new ApiException(400, "metadata.managedFields must be nil");
    }
    Nesting.require(applied);
    JsonObject existing = live == null ? JsonObject.EMPTY : ManagedFields.removeFrom(live);
    ManagedFields managed = live == null ? ManagedFields.NONE : tracked(live, existing, now);
    Applier applier = new Applier(manager, subresource, force, now);
    JsonObject result = applier.apply(existing, managed, applied);
    return live != null && result.equals(live) ? live : result;
  }

  private static ManagedFields startingPoint(
      @Nullable JsonObject before, JsonObject after, String subresource) {
    ManagedFields stored = before == null ? ManagedFields.NONE : ManagedFields.stored(before);
    JsonValue sent = ManagedFields.of(after);
    if (sent == null || !subresource.isEmpty()) {
      return stored;
    }
    return ManagedFields.read(sent);
  }

  /** The entries of {@code live}; for one without, a single entry that owns all there is. */
  private static ManagedFields tracked(JsonObject live, JsonObject existing, Instant now) {
    ManagedFields stored = ManagedFields.stored(live);
    if (!stored.entries().isEmpty()) {
      return stored;
    }
    Comparison all = Comparison.of(JsonObject.EMPTY, existing);
    return Ownership.take(
        ManagedFields.NONE, all, updater(BEFORE_FIRST_APPLY, existing, "", now, all));
  }

  private static ManagedField updater(
      String manager, JsonObject resource, String subresource, Instant now, Comparison changes) {
    String version = resource.string("apiVersion");
    return new ManagedField(
        manager,
        ManagedField.Operation.Update,
        version == null || version.isEmpty() ? "v1" : version,
        Optional.of(now),
        subresource,
        changes.set().minus(FieldSet.UNOWNED));
  }
}
