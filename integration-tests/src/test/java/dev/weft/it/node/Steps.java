package dev.weft.it.node;

/**
 * The steps of a scenario, as they are told to the test that runs it: one builds on another, so
 * that there are no more after the first that fails.
 */
final class Steps {
  /** Something that may fail. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** A step has failed, and that was told. */
  static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private Steps() {}

  /** Runs a step and tells how it went. */
  static void step(String name, Step step) {
    try {
      step.run();
    } catch (Exception | AssertionError e) {
      System.out.println(
          "STEP failed " + name + " " + String.valueOf(e).replace('\n', ' ').replace('\r', ' '));
      e.printStackTrace(System.out);
      throw new FailedException();
    }
    System.out.println("STEP ok " + name);
  }
}
