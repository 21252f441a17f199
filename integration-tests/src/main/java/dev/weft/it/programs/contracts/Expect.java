package dev.weft.it.programs.contracts;

import java.util.Arrays;
import java.util.Objects;

/** What checks say of what they see. */
final class Expect {
  private Expect() {}

  static void that(boolean truth, String what) {
    if (!truth) {
      throw new IllegalStateException(what);
    }
  }

  static void equal(Object actual, Object expected, String what) {
    that(Objects.equals(actual, expected), what + ": " + actual + " (expected: " + expected + ")");
  }

  static void same(byte[] actual, byte[] expected, String what) {
    int mismatch = Arrays.mismatch(actual, expected);
    that(
        mismatch < 0,
        what
            + ": "
            + actual.length
            + " bytes, different from byte "
            + mismatch
            + " (expected: "
            + expected.length
            + " bytes)");
  }

  /** Runs {@code body}, which has to fail with exactly {@code type}. */
  static <T extends Throwable> T fails(Class<T> type, Check.Body body) {
    T thrown = failsLike(type, body);
    equal(thrown.getClass(), type, "exception");
    return thrown;
  }

  /** Runs {@code body}, which has to fail with {@code type} or a subclass of it. */
  static <T extends Throwable> T failsLike(Class<T> type, Check.Body body) {
    try {
      body.run();
    } catch (Throwable thrown) {
      if (type.isInstance(thrown)) {
        return type.cast(thrown);
      }
      throw new IllegalStateException(
          "exception: " + thrown + " (expected: " + type.getName() + ")", thrown);
    }
    throw new IllegalStateException("no exception (expected: " + type.getName() + ")");
  }
}
