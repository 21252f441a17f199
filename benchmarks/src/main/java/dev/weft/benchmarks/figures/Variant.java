package dev.weft.benchmarks.figures;

/** The ways in which the same programs are run. */
public enum Variant {
  PLAIN("plain"),
  UNMESHED("agent, not meshed"),
  MESHED("agent, mTLS"),
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
    return this == UNMESHED || this == MESHED;
  }

  /** Whether the bytes on the wire are TLS. */
  public boolean isEncrypted() {
    return this == MESHED || this == JSSE;
  }
}
