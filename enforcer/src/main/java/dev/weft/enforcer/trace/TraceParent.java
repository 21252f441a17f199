package dev.weft.enforcer.trace;

import dev.weft.bootstrap.trace.TraceContext;
import org.jspecify.annotations.Nullable;

/** The headers of W3C Trace Context, level 2: {@code traceparent} and {@code tracestate}. */
public final class TraceParent {
  /** Names the caller's span. */
  public static final String HEADER = "traceparent";

  /** What tracing systems add for themselves. */
  public static final String STATE_HEADER = "tracestate";

  /** {@code 00-<trace id>-<span id>-<flags>}. */
  private static final int LENGTH = 55;

  private static final int KNOWN_FLAGS = TraceContext.SAMPLED | TraceContext.RANDOM;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private TraceParent() {}

  /**
   * The context that a request came with, or null when it came with none that is well-formed.
   *
   * @param parent the value of {@code traceparent}; several values are none
   * @param state the value of {@code tracestate}, several joined by commas; a malformed one counts
   *     as none and harms the rest not
   */
  public static @Nullable TraceContext read(@Nullable String parent, @Nullable String state) {
    if (parent == null) {
      return null;
    }
    String text = parent.strip();
    if (!isFramed(text)) {
      return null;
    }
    long version = hex(text, 0, 2);
    long high = hex(text, 3, 16);
    long low = hex(text, 19, 16);
    long span = hex(text, 36, 16);
    long flags = hex(text, 53, 2);
    if (version == 0xff
        || (version == 0 && text.length() != LENGTH)
        || (high == 0 && low == 0)
        || span == 0) {
      return null;
    }
    return new TraceContext(high, low, span, (int) flags & KNOWN_FLAGS, TraceState.orEmpty(state));
  }

  /** The value of {@code traceparent} for a request made under {@code context}. */
  public static String write(TraceContext context) {
    char[] text = new char[LENGTH];
    text[0] = '0';
    text[1] = '0';
    text[2] = '-';
    put(text, 3, context.traceHigh());
    put(text, 19, context.traceLow());
    text[35] = '-';
    put(text, 36, context.spanId());
    text[52] = '-';
    text[53] = '0';
    text[54] = HEX[context.flags() & 0xf];
    return new String(text);
  }

  /** Whether dashes and digits are where they have to be; a later version may go on after them. */
  private static boolean isFramed(String text) {
    if (text.length() < LENGTH || (text.length() > LENGTH && text.charAt(LENGTH) != '-')) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      boolean dash = i == 2 || i == 35 || i == 52;
      if (dash ? c != '-' : !isHex(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static long hex(String text, int from, int digits) {
    long value = 0;
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      value = (value << 4) | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return value;
  }

  private static void put(char[] text, int from, long value) {
    for (int i = 0; i < 16; i++) {
      text[from + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xf];
    }
  }
}
