package dev.weft.server.status;

import java.util.List;

/** Names a few of many in a message. */
final class Listing {
  private static final int MOST = 5;

  private Listing() {}

  /** The first of {@code names}, and how many more there are. */
  static String of(List<String> names) {
    return of(names, names.size());
  }

  /** The first of {@code names}, and how many more of {@code all} there are. */
  static String of(List<String> names, int all) {
    List<String> shown = names.subList(0, Math.min(names.size(), MOST));
    String text = String.join(", ", shown);
    return all > shown.size() ? text + " and " + (all - shown.size()) + " more" : text;
  }

  /** How many names {@link #of} shows at most. */
  static int most() {
    return MOST;
  }
}
