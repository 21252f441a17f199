package dev.weft.agent.inline;

/** What a parameter of advice stands for. */
sealed interface Binding {
  /** The object whose method it is. */
  record This() implements Binding {}

  /**
   * An argument of the method.
   *
   * @param index of it, from 0
   * @param isWritable whether the method gets what advice assigns
   */
  record Argument(int index, boolean isWritable) implements Binding {}

  /**
   * A variable that advice on entry leaves to advice on exit.
   *
   * @param name by which both know it
   */
  record Local(String name) implements Binding {}

  /** What the advice on entry returned. */
  record Entered() implements Binding {}

  /**
   * What the method returns.
   *
   * @param isWritable whether the caller gets what advice assigns
   */
  record Returned(boolean isWritable) implements Binding {}

  /** What the method throws; null when it returns. */
  record Thrown() implements Binding {}

  /**
   * A field that the method's class declares.
   *
   * @param name its name
   */
  record FieldValue(String name) implements Binding {}
}
