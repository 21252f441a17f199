package dev.weft.agent.tls.wire;

/**
 * What came of a connection.
 *
 * @param client what its client heard
 * @param server what its server heard
 */
record Outcome(Heard client, Heard server) {
  /** What comes of it when nothing is done to it. */
  static Outcome unharmed(Case drawn) {
    return new Outcome(
        new Heard(drawn.server(), true, null), new Heard(drawn.client(), true, null));
  }
}
