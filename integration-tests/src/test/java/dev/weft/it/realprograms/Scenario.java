package dev.weft.it.realprograms;

import java.util.Set;

/** What the members of a run do, and what has to come of it. */
interface Scenario {
  /** Text that the members send each other. */
  String marker();

  /** Members that are in no mesh, and are to be refused where there is one. */
  default Set<Integer> outsiders() {
    return Set.of();
  }

  /**
   * Does it; with the agent or without, all must be the same.
   *
   * @throws AssertionError when something is not as it has to be
   */
  void run(Stage stage) throws Exception;
}
