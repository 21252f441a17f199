package dev.weft.agent.inline;

/** What {@link Sample} leaves to its superclass. */
public class SampleParent {
  /** Subclasses may read it, and their advice. */
  protected final int shared = 3;

  private final String name;

  SampleParent(String name) {
    this.name = name;
  }

  /** Is not overridden. */
  public void inherited(Object argument) {
    Told.line("inherited by " + name, argument);
  }
}
