package dev.weft.server.resources;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.apply.Force;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold for a delete to be done ({@code DeleteOptions} of the Kubernetes API).
 *
 * @param resourceVersion the version that the resource must have, if told
 * @param uid the uid that it must have, if told
 * @param effect whether anything is deleted
 */
public record DeleteConditions(
    Optional<String> resourceVersion, Optional<String> uid, WriteOptions.Effect effect) {
  private static final Set<String> KNOWN =
      Set.of(
          "apiVersion",
          "kind",
          "preconditions",
          "dryRun",
          "gracePeriodSeconds",
          "propagationPolicy",
          "orphanDependents",
          "ignoreStoreReadErrorWithClusterBreakingPotential");
  private static final Set<String> PRECONDITIONS = Set.of("resourceVersion", "uid");

  /** What the deletion says beside these. */
  WriteOptions options(Call call) {
    return new WriteOptions(call.caller().name(), "", Force.NO, effect);
  }

  /** Reads them from the query and, if there is one, the body. */
  static DeleteConditions of(Call call) {
    WriteOptions.Effect effect = DryRun.of(call);
    if (call.content().isEmpty()) {
      return new DeleteConditions(Optional.empty(), Optional.empty(), effect);
    }
    JsonObject body = call.body();
    List<Cause> causes = new ArrayList<>();
    Envelope.requireKnown("", body, KNOWN, causes);
    JsonObject conditions = body.object("preconditions");
    Envelope.requireKnown("preconditions.", conditions, PRECONDITIONS, causes);
    for (String name : PRECONDITIONS) {
      if (conditions.get(name) != null && conditions.string(name) == null) {
        causes.add(new Cause("preconditions." + name, "no string (expected: string)"));
      }
    }
    if (body.get("preconditions") != null && !(body.get("preconditions") instanceof JsonObject)) {
      causes.add(new Cause("preconditions", "no object (expected: object)"));
    }
    if (body.get("dryRun") != null
        && !new JsonArray(List.of(new JsonString("All"))).equals(body.get("dryRun"))) {
      causes.add(new Cause("dryRun", "another value (expected: [\"All\"])"));
    }
    if (!causes.isEmpty()) {
      throw ApiException.invalid("DeleteOptions", causes);
    }
    return new DeleteConditions(
        Optional.ofNullable(conditions.string("resourceVersion")),
        Optional.ofNullable(conditions.string("uid")),
        body.get("dryRun") == null ? effect : WriteOptions.Effect.DRY_RUN);
  }
}
