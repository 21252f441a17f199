package shop.storefront;

import java.util.LinkedHashSet;
import java.util.Set;

/** Says why a call failed, in the words of the exceptions. */
final class Failure {
  private static final int MAX_CAUSES = 10;

  private Failure() {}

  /**
   * The message of {@code problem} and of what caused it, outermost first. HTTP clients like to
   * wrap the interesting one, so the outermost alone would often say little.
   */
  static String describe(Throwable problem) {
    Set<String> messages = new LinkedHashSet<>();
    Throwable current = problem;
    for (int i = 0; current != null && i < MAX_CAUSES; i++, current = current.getCause()) {
      String message = current.getMessage();
      messages.add(message == null ? current.getClass().getSimpleName() : message);
    }
    return String.join(": ", messages);
  }
}
