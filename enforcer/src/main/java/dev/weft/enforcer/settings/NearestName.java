package dev.weft.enforcer.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who mistyped a name: the nearest by edit distance. */
final class NearestName {
  private static final int MAX_DISTANCE = 4;

  private NearestName() {}

  /** The nearest of {@code known}, or null when all are more than {@value #MAX_DISTANCE} away. */
  static @Nullable String find(String typed, List<String> known) {
    String nearest = null;
    int best = MAX_DISTANCE + 1;
    for (String name : known) {
      int distance = distance(typed, name);
      if (distance < best) {
        best = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
