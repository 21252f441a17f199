package dev.weft.agent.tls.wire;

/** How an end waits for its descriptor, as the JDK's sockets have it. */
enum Waiting {
  /** A descriptor that blocks: what a platform thread reads and writes. */
  BLOCKING(true, 0),
  /** One that does not, waited for without limit: what a virtual thread reads and writes. */
  PARKED(false, 0),
  /** One that does not, waited for a little at a time: a socket with a timeout. */
  TIMED(false, 2_000_000);

  final boolean blocks;

  /** Nanoseconds; 0 for ever. */
  final long patience;

  Waiting(boolean blocks, long patience) {
    this.blocks = blocks;
    this.patience = patience;
  }
}
