package dev.weft.enforcer.trace;

/** What the mesh decided of a request, as attributes spell it. */
public enum Verdict {
  /** It was let through. */
  ALLOWED("allowed"),
  /** It was refused before the program saw it. */
  DENIED("denied"),
  /** Nobody was asked. */
  NONE("none");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** The value of {@code weft.verdict}. */
  public String text() {
    return text;
  }
}
