package dev.weft.it.realprograms;

/** What the members of a run do, and what has to come of it. */
interface Scenario {
  /** Text that the members send each other. */
  String marker();

  /**
   * Does it; with the agent or without, all must be the same.
   *
   * @throws AssertionError when something is not as it has to be
   */
  void run(Stage stage) throws Exception;
}
