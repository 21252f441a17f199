package dev.weft.agent.http;

import java.util.List;

/** One thing that is woven into a class of a library. */
public sealed interface Weave {
  /**
   * The class becomes {@link dev.weft.bootstrap.http.Linked}: it leads to what a field of its own
   * holds.
   *
   * @param field the field's name
   */
  record Link(String field) implements Weave {}

  /**
   * The class becomes {@link dev.weft.bootstrap.http.Anchored}: it leads to the channel that advice
   * tells it.
   */
  record Anchor() implements Weave {}

  /** The class becomes {@link dev.weft.bootstrap.http.Guarded}: every request passes it. */
  record Guard() implements Weave {}

  /** The class becomes {@link dev.weft.bootstrap.http.Judged}: it keeps a verdict. */
  record VerdictSlot() implements Weave {}

  /** The class becomes {@link dev.weft.bootstrap.http.Keeping}: it keeps what advice gives it. */
  record Keep() implements Weave {}

  /**
   * The class becomes {@link dev.weft.bootstrap.http.Answering}: it says the status that a field of
   * its own holds.
   *
   * @param field the field's name
   */
  record Status(String field) implements Weave {}

  /**
   * Advice is inlined into a method.
   *
   * @param method its name; {@code <init>} for a constructor
   * @param parameters the binary names of its parameters' types
   * @param advice the binary name of the advice, which is loaded by nobody
   */
  record Inline(String method, List<String> parameters, String advice) implements Weave {
    public Inline {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * As {@link Inline}, into a method that returns nothing and that the class may leave to its
   * superclass: then it gets one that calls the superclass's.
   *
   * @param method its name
   * @param parameters the binary names of its parameters' types, which are no primitive ones
   * @param advice the binary name of the advice, which is loaded by nobody
   */
  record Overriding(String method, List<String> parameters, String advice) implements Weave {
    public Overriding {
      parameters = List.copyOf(parameters);
    }
  }
}
