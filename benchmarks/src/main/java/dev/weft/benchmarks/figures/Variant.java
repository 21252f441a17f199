package dev.weft.benchmarks.figures;

/** The ways in which the same programs are run. */
public enum Variant {
  PLAIN("plain"),
  UNMESHED("agent, not meshed"),
  MESHED("agent, mTLS"),
  JUDGED("agent, mTLS, 1,000 policies for requests"),
  JSSE("TLS by hand (JSSE)");

  private final String title;

  Variant(String title) {
    this.title = title;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** Whether the programs run with the agent. */
  public boolean hasAgent() {
    return this == UNMESHED || this == MESHED || this == JUDGED;
  }

  /** Whether the bytes on the wire are TLS. */
  public boolean isEncrypted() {
    return this == MESHED || this == JUDGED || this == JSSE;
  }
}
