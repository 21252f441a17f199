package dev.weft.it.programs.contracts;

/**
 * One promise.
 *
 * @param name its name, unique in the program
 * @param body fails with any exception when the promise is broken
 */
record Check(String name, Body body) {
  /** What a check does. */
  interface Body {
    void run() throws Exception;
  }
}
