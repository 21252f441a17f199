package dev.weft.server.resources.watch;

import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.resources.list.ResourceVersions;
import dev.weft.server.resources.list.Selection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a watch is to tell of.
 *
 * @param selection which resources
 * @param after the revision that the client knows; empty or 0 when it knows nothing
 * @param bookmarks whether it wants to be told of revisions that change nothing for it
 * @param start how it begins
 * @param timeout after how long it ends
 */
record WatchRequest(
    Selection selection, Optional<Long> after, Bookmarks bookmarks, Start start, Duration timeout) {
  private static final int LONGEST_SECONDS = 24 * 3600;
  private static final int SHORTEST_DEFAULT_SECONDS = 1800;

  /** Whether bookmarks are wanted. */
  enum Bookmarks {
    WANTED,
    NOT_WANTED
  }

  /** How a watch begins. */
  enum Start {
    /** With the changes after the revision told, or with what there is if none is told. */
    CHANGES,
    /** With all that there is, and a bookmark that says so. */
    INITIAL_EVENTS
  }

  /**
   * Reads a request.
   *
   * @throws ApiException 400 or 422 when a parameter is malformed
   */
  static WatchRequest of(Call call, Selection selection) {
    Bookmarks bookmarks =
        isTrue(call, "allowWatchBookmarks") ? Bookmarks.WANTED : Bookmarks.NOT_WANTED;
    Start start = isTrue(call, "sendInitialEvents") ? Start.INITIAL_EVENTS : Start.CHANGES;
    if (start == Start.INITIAL_EVENTS
        && !call.query("resourceVersionMatch").equals(Optional.of("NotOlderThan"))) {
      throw ApiException.badRequest(
          "resourceVersionMatch", "absent (expected: NotOlderThan beside sendInitialEvents)");
    }
    return new WatchRequest(
        selection,
        ResourceVersions.read(call.query("resourceVersion")),
        bookmarks,
        start,
        timeout(call.query("timeoutSeconds").filter(it -> !it.isEmpty())));
  }

  /** Whether {@code call} asks for a watch rather than a list. */
  static boolean isWatch(Call call) {
    return isTrue(call, "watch");
  }

  private static boolean isTrue(Call call, String name) {
    String text = call.query(name).orElse("false");
    return switch (text) {
      case "true", "1", "" -> !text.isEmpty() || call.query(name).isPresent();
      case "false", "0" -> false;
      default -> throw ApiException.badRequest(name, text + " (expected: true or false)");
    };
  }

  /** Without one, watches end at different times, so that clients do not all come back at once. */
  private static Duration timeout(Optional<String> seconds) {
    if (seconds.isEmpty() || seconds.get().equals("0")) {
      return Duration.ofSeconds(
          SHORTEST_DEFAULT_SECONDS + ThreadLocalRandom.current().nextInt(SHORTEST_DEFAULT_SECONDS));
    }
    if (!seconds.get().matches("\\d{1,9}")) {
      throw ApiException.badRequest(
          "timeoutSeconds", "no whole number (expected: a number of seconds)");
    }
    return Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(seconds.get())));
  }
}
