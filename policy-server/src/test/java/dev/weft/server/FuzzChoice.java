package dev.weft.server;

import java.util.List;
import java.util.Random;

/** Chooses at random, by a seed. */
final class FuzzChoice {
  private final Random random;

  FuzzChoice(long seed) {
    this.random = new Random(seed);
  }

  boolean percent(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** {@code text} with one byte changed, gone, or doubled. */
  String damaged(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int at = random.nextInt(text.length());
    String before = text.substring(0, at);
    return switch (random.nextInt(4)) {
      case 0 -> before + (char) random.nextInt(256) + text.substring(at + 1);
      case 1 -> before + text.substring(at + 1);
      case 2 -> before;
      default -> before + text.charAt(at) + text.substring(at);
    };
  }
}
