package dev.weft.demo;

import java.io.PrintStream;

/** Prints the story, one line a step, and keeps count of the steps. Used by one thread. */
final class Console {
  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String BOLD = "1";
  private static final String FAINT = "2";

  private static final String PASSED = "  ok    ";
  private static final String FAILED = "  FAIL  ";
  private static final String SKIPPED = "  --    ";
  private static final String DETAIL = "        ";

  private final PrintStream out;
  private final boolean colour;
  private int passed;
  private int failed;

  Console(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** Starts a part of the story. */
  void heading(String text) {
    out.println();
    out.println(paint(BOLD, text));
  }

  /** A step that came out as it should. */
  void passed(String text) {
    passed++;
    out.println(paint(GREEN, PASSED) + text);
  }

  /** A step that did not. */
  void failed(String text) {
    failed++;
    out.println(paint(RED, FAILED) + text);
  }

  /** A step that this machine cannot do. */
  void skipped(String text) {
    out.println(paint(FAINT, SKIPPED) + text);
  }

  /** Something worth knowing about the step above. */
  void detail(String text) {
    text.lines().forEach(line -> out.println(paint(FAINT, DETAIL + line)));
  }

  /** A line as it is. */
  void line(String text) {
    out.println(text);
  }

  /** Whether {@code line} of a console without colours tells how a step came out. */
  static boolean isStep(String line) {
    return line.startsWith(PASSED) || line.startsWith(FAILED);
  }

  /** A line of another console without colours, as if it were told here. */
  void retell(String line) {
    if (line.startsWith(PASSED)) {
      passed(line.substring(PASSED.length()));
    } else if (line.startsWith(FAILED)) {
      failed(line.substring(FAILED.length()));
    } else if (line.startsWith(SKIPPED)) {
      skipped(line.substring(SKIPPED.length()));
    } else if (line.startsWith(DETAIL)) {
      detail(line.substring(DETAIL.length()));
    } else if (!line.isBlank()) {
      heading(line);
    }
  }

  /** How it all came out. */
  void summary() {
    out.println();
    out.println(passed + " passed, " + failed + " failed");
  }

  /** Whether every step so far came out as it should. */
  boolean allPassed() {
    return failed == 0;
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
