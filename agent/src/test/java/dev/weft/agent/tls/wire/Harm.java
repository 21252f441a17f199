package dev.weft.agent.tls.wire;

import java.util.HexFormat;
import java.util.Random;

/**
 * What a wire does to one direction of a connection.
 *
 * @param kind what
 * @param at after how many bytes
 * @param bytes what is put in between there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Harm(Kind kind, long at, byte[] bytes) {
  /** Kinds of harm. */
  enum Kind {
    /** None. */
    NONE,
    /** The stream ends; the other direction goes on. */
    END,
    /** The connection is reset on both sides. */
    RESET,
    /** Bytes that nobody sent. */
    GARBAGE,
    /** An alert in the clear (RFC 8446, section 6), as anybody can send one. */
    ALERT,
    /** A byte arrives as another one. */
    FLIP,
  }

  static final Harm NONE = new Harm(Kind.NONE, Long.MAX_VALUE, new byte[0]);

  private static final int FATAL = 2;
  private static final int WARNING = 1;
  private static final byte[] DESCRIPTIONS = {0, 10, 20, 40, 42, 48, 50, 80, 90, 109, 116};

  /** Some harm after less than {@code length} bytes. */
  static Harm of(Kind kind, int length, Random random) {
    byte[] bytes =
        switch (kind) {
          case GARBAGE -> garbage(random);
          case ALERT -> alert(random);
          case NONE, END, RESET, FLIP -> new byte[0];
        };
    return kind == Kind.NONE ? NONE : new Harm(kind, random.nextInt(length), bytes);
  }

  @Override
  public String toString() {
    return "%s at %d %s".formatted(kind, at, HexFormat.of().formatHex(bytes));
  }

  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(40)];
    random.nextBytes(bytes);
    if (random.nextBoolean() && bytes.length > 5) {
      // The header of a record, of a length that may be too great.
      bytes[0] = (byte) (20 + random.nextInt(4));
      bytes[1] = 3;
      bytes[2] = 3;
    }
    return bytes;
  }

  private static byte[] alert(Random random) {
    byte level = (byte) (random.nextBoolean() ? FATAL : WARNING);
    return new byte[] {21, 3, 3, 0, 2, level, DESCRIPTIONS[random.nextInt(DESCRIPTIONS.length)]};
  }
}
