package dev.weft.server.resources.list;

import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.resources.select.ListLimit;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a list is wanted, and how fresh (Kubernetes API concepts, "Retrieving large results
 * sets in chunks", "Resource versions").
 *
 * @param limit how many resources at most
 * @param continueToken where the part before ended
 * @param resourceVersion the revision that the list must have reached, if told
 * @param match how the list's revision is to compare with that
 */
public record Page(
    OptionalInt limit,
    Optional<String> continueToken,
    Optional<Long> resourceVersion,
    Match match) {

  /** How a list's revision compares with the one asked for. */
  public enum Match {
    /** At least that. */
    NOT_OLDER_THAN,
    /** Exactly that. */
    EXACT
  }

  /**
   * Reads the parameters of a request.
   *
   * @throws ApiException 400 when one is malformed, or they do not go together
   */
  public static Page of(Call call) {
    OptionalInt limit = ListLimit.of(call.query("limit"));
    Optional<String> token = call.query("continue").filter(it -> !it.isEmpty());
    Optional<Long> version = ResourceVersions.read(call.query("resourceVersion"));
    Match match = match(call.query("resourceVersionMatch").filter(it -> !it.isEmpty()));
    if (token.isPresent() && version.filter(it -> it != 0).isPresent()) {
      throw ApiException.badRequest("resourceVersion", "set beside continue (expected: only one)");
    }
    if (match == Match.EXACT && version.filter(it -> it != 0).isEmpty()) {
      throw ApiException.badRequest(
          "resourceVersionMatch", "Exact without resourceVersion (expected: both)");
    }
    return new Page(limit, token, version, match);
  }

  private static Match match(Optional<String> text) {
    return switch (text.orElse("NotOlderThan")) {
      case "NotOlderThan" -> Match.NOT_OLDER_THAN;
      case "Exact" -> Match.EXACT;
      default ->
          throw ApiException.badRequest(
              "resourceVersionMatch", text.orElse("") + " (expected: NotOlderThan or Exact)");
    };
  }
}
