package dev.weft.demo;

/**
 * Says what this machine cannot run.
 *
 * @param required whether that is a failed step
 */
record LeftOut(Console console, boolean required) {
  /** Says {@code what} it is, and why. */
  void say(String what, String reason) {
    String sentence = what + ": " + reason;
    if (required) {
      console.failed(sentence);
    } else {
      console.skipped(sentence);
    }
  }
}
