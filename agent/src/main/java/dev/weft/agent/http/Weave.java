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

  /** The class becomes {@link dev.weft.bootstrap.nativenet.Meshed}: the mesh is in it. */
  record Mesh() implements Weave {}

  /**
   * The class becomes {@link dev.weft.bootstrap.nativenet.Reading}.
   *
   * @param method the name of its method that reads, which has no parameters
   */
  record Read(String method) implements Weave {}

  /**
   * Advice is inlined into a method.
   *
   * @param method its name; {@code <init>} for a constructor
   * @param parameters the binary names of its parameters' types
   * @param advice the binary name of the advice, which is loaded by nobody
   * @param optional whether there are releases that have no such method, and need none
   */
  record Inline(String method, List<String> parameters, String advice, boolean optional)
      implements Weave {
    public Inline {
      parameters = List.copyOf(parameters);
    }

    /** Into a method that every release has. */
    public Inline(String method, List<String> parameters, String advice) {
      this(method, parameters, advice, false);
    }

    /** Into a method that some releases have. */
    public static Inline ifThere(String method, List<String> parameters, String advice) {
      return new Inline(method, parameters, advice, true);
    }
  }

  /**
   * As {@link Inline}, into every method of a name, whatever its parameters.
   *
   * @param method their name; {@code <init>} for constructors
   * @param advice the binary name of the advice, which is loaded by nobody
   */
  record InlineEach(String method, String advice) implements Weave {}

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
