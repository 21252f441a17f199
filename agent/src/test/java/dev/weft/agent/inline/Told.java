package dev.weft.agent.inline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What samples and their advice have told, in its order. On one thread. */
public final class Told {
  private static final List<String> LINES = new ArrayList<>();

  private Told() {}

  /** Tells something. */
  public static void line(String what, @Nullable Object value) {
    LINES.add(what + " " + value);
  }

  static List<String> take() {
    List<String> lines = List.copyOf(LINES);
    LINES.clear();
    return lines;
  }
}
