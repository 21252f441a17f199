package dev.weft.agent.inline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods of every kind, to be woven. */
public class Sample extends SampleParent {
  private final List<String> names = List.of("a", "b");
  private long count = 7;

  /** Read by advice. */
  @SuppressWarnings("UnusedVariable")
  private @Nullable Object last;

  /** A constructor with work before and after the superclass's. */
  public Sample(String text, int number) {
    super(number > 3 ? text + number : text);
    Told.line("made", text);
    last = text;
  }

  /** No result. */
  public void nothing() {
    Told.line("nothing", count);
    count++;
  }

  /** A loop from the first instruction on, whose frame is at the method's begin. */
  public int loop(int many) {
    while (true) {
      many--;
      if (many < 0) {
        return many;
      }
      Told.line("loop", many);
    }
  }

  /** Wide arguments and several returns. */
  public long wide(long a, double b, String text) {
    long sum = a + (long) b;
    if (text.isEmpty()) {
      return sum;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '!') {
        throw new IllegalStateException("on purpose");
      }
      sum += c;
    }
    return sum;
  }

  /** Catches what it throws itself, and what it does not. */
  public String catching(Object argument) {
    String before = "before";
    try {
      if (argument instanceof RuntimeException thrown) {
        throw thrown;
      }
      return before + argument;
    } catch (IllegalArgumentException e) {
      return "caught " + e.getMessage();
    } finally {
      Told.line("finally", before);
    }
  }

  /** An argument of it is used for something else. */
  public Object reusing(Object argument, int number) {
    Object first = argument;
    argument = number + names.get(0);
    number = argument.hashCode();
    Told.line("reusing", argument);
    return number > 0 || first == argument ? first : argument;
  }

  /** Of every small kind. */
  public boolean small(boolean a, byte b, short c, char d, float e) {
    boolean any = a || b > 0 || c > 0 || d > 'a' || e > 0.5f;
    Told.line("small", any);
    return any;
  }

  /** Without an object. */
  public static String fixed(String text, int[] numbers) {
    StringBuilder all = new StringBuilder(text);
    for (int number : numbers) {
      all.append(number);
    }
    return all.toString();
  }
}
