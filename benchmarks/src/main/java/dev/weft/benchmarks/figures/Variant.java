package dev.weft.benchmarks.figures;

/** The ways in which the same programs are run. */
public enum Variant {
  PLAIN("plain", Agent.NONE, Wire.PLAINTEXT, 0),
  UNMESHED("agent, not meshed", Agent.WEFT, Wire.PLAINTEXT, 0),
  UNMESHED_1("agent, not meshed, traces 1 %", Agent.WEFT, Wire.PLAINTEXT, 1),
  OTEL_1("OpenTelemetry's agent, traces 1 %", Agent.OPENTELEMETRY, Wire.PLAINTEXT, 1),
  UNMESHED_100("agent, not meshed, traces 100 %", Agent.WEFT, Wire.PLAINTEXT, 100),
  OTEL_100("OpenTelemetry's agent, traces 100 %", Agent.OPENTELEMETRY, Wire.PLAINTEXT, 100),
  MESHED("agent, mTLS", Agent.WEFT, Wire.MESH, 0),
  MESHED_JDK("agent, mTLS by the JDK", Agent.WEFT_JDK, Wire.MESH, 0),
  JUDGED("agent, mTLS, 1,000 policies for requests", Agent.WEFT, Wire.MESH_WITH_POLICIES, 0),
  JUDGED_1("the same, traces 1 %", Agent.WEFT, Wire.MESH_WITH_POLICIES, 1),
  JUDGED_100("the same, traces 100 %", Agent.WEFT, Wire.MESH_WITH_POLICIES, 100),
  JSSE("TLS by hand (JSSE)", Agent.NONE, Wire.TLS_BY_HAND, 0),
  JSSE_FULL("TLS by hand (JSSE), no session resumed", Agent.NONE, Wire.TLS_BY_HAND_IN_FULL, 0);

  /** Which Java agent the programs have. */
  public enum Agent {
    NONE,
    WEFT,
    /** The same, with the JDK's TLS. */
    WEFT_JDK,
    OPENTELEMETRY
  }

  /** What becomes of the bytes. */
  public enum Wire {
    PLAINTEXT,
    MESH,
    MESH_WITH_POLICIES,
    TLS_BY_HAND,
    /** The same, each connection by a full handshake, as the mesh has them. */
    TLS_BY_HAND_IN_FULL
  }

  private final String title;
  private final Agent agent;
  private final Wire wire;
  private final int percentage;

  Variant(String title, Agent agent, Wire wire, int percentage) {
    this.title = title;
    this.agent = agent;
    this.wire = wire;
    this.percentage = percentage;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** The agent that the programs have. */
  public Agent agent() {
    return agent;
  }

  /** What becomes of the bytes. */
  public Wire wire() {
    return wire;
  }

  /** How many of the requests are traced, in percent; 0 when nothing goes to a collector. */
  public int percentage() {
    return percentage;
  }

  /** Whether the bytes on the wire are TLS. */
  public boolean isEncrypted() {
    return wire != Wire.PLAINTEXT;
  }
}
