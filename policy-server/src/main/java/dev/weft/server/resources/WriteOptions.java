package dev.weft.server.resources;

import com.linecorp.armeria.common.HttpHeaderNames;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.resources.apply.FieldManager;
import dev.weft.server.resources.apply.Force;
import java.util.List;
import java.util.Optional;

/**
 * What a writing request says beside its body (Kubernetes API: CreateOptions, UpdateOptions,
 * PatchOptions).
 *
 * @param actor who writes
 * @param manager the field manager; empty when an apply names none, which is then refused
 * @param force what an apply does to fields of others
 * @param effect whether anything is kept
 */
public record WriteOptions(String actor, String manager, Force force, Effect effect) {
  private static final List<String> FIELD_VALIDATION = List.of("Strict", "Warn", "Ignore");

  /** Whether what is asked for is done. */
  public enum Effect {
    /** It is. */
    STORED,
    /** Everything is checked and answered, nothing is kept. */
    DRY_RUN
  }

  /**
   * Reads those of an apply, which has to name its field manager.
   *
   * @throws ApiException 400 or 422 when a parameter is missing or malformed
   */
  public static WriteOptions ofApply(Call call) {
    String force = call.query("force").orElse("false");
    if (!force.equals("true") && !force.equals("false")) {
      throw ApiException.badRequest("force", force + " (expected: true or false)");
    }
    return new WriteOptions(
        of(call).actor(),
        FieldManager.forApply(call.query("fieldManager")),
        force.equals("true") ? Force.YES : Force.NO,
        DryRun.of(call));
  }

  /** Whether nothing is kept. */
  public boolean dryRun() {
    return effect == Effect.DRY_RUN;
  }

  /**
   * Reads them from the query. Field validation is strict whatever is asked for: a field that is
   * not known is never dropped.
   *
   * @throws ApiException 400 or 422 when a parameter is malformed
   */
  public static WriteOptions of(Call call) {
    call.query("fieldValidation")
        .filter(it -> !it.isEmpty() && !FIELD_VALIDATION.contains(it))
        .ifPresent(
            it -> {
              throw ApiException.badRequest(
                  "fieldValidation", it + " (expected: Strict, Warn or Ignore)");
            });
    Optional<String> agent = Optional.ofNullable(call.headers().get(HttpHeaderNames.USER_AGENT));
    return new WriteOptions(
        call.caller().name(),
        FieldManager.name(call.query("fieldManager"), agent),
        Force.NO,
        DryRun.of(call));
  }
}
