package dev.weft.it.refusals;

/** The rows of the failure contract that the tests here hold the agent to, each by its fault. */
enum Row {
  NO_CONFIG("policy server away at start, no config yet"),
  SERVER_AWAY("policy server away later"),
  OWN_SVID("own SVID expired, server away"),
  PEER(
      "peer's SVID expired, of another trust domain, missing, or not the one that the directory"
          + " names"),
  PLAINTEXT("peer speaks plaintext"),
  CLOCK("clock of one side wrong"),
  BECOMES_STRICT("a port becomes STRICT"),
  DENIED("peer denied by AuthorizationPolicy"),
  SILENT("client silent"),
  HANDSHAKE("handshake not finished in `handshake.timeout`"),
  CUT("end of stream without close_notify"),
  LEASE_UNANSWERED("lease not acknowledged within 2 s"),
  LEASE_REFUSED("lease refused"),
  BREAKS_OFF(
      "either end breaks off (a reset, a process that is killed) while the connection still opens");

  private final String fault;

  Row(String fault) {
    this.fault = fault;
  }

  /** The first cell of the row. */
  String fault() {
    return fault;
  }
}
