package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/**
 * What one call has done; as the members of {@link SSLEngineResult}. Those of short records and of
 * full ones are made once in a process, so that a connection that goes on makes no garbage.
 */
final class Step {
  /** Records up to this many bytes are taken for short: most of HTTP. */
  private static final int SHORT = 2_048;

  /** By what a record takes on the wire; the last one is for full records. */
  private static final Step[] SENT = new Step[SHORT + 1];

  private static final Step[] RECEIVED = new Step[SHORT + 1];

  private final SSLEngineResult result;

  private Step(Status status, int consumed, int produced) {
    this.result = new SSLEngineResult(status, HandshakeStatus.NOT_HANDSHAKING, consumed, produced);
  }

  /** Something other than one whole record of the application's. */
  static Step of(Status status, int consumed, int produced) {
    return new Step(status, consumed, produced);
  }

  /** {@code plaintext} bytes went into a record of {@code record} bytes. */
  static Step sent(int plaintext, int record) {
    return known(SENT, record, plaintext, record);
  }

  /** {@code plaintext} bytes came out of a record of {@code record} bytes. */
  static Step received(int record, int plaintext) {
    return known(RECEIVED, record, record, plaintext);
  }

  /**
   * Threads may race here: whoever comes first or last, what they make is the same, and what is
   * final in it is seen by all.
   */
  private static Step known(Step[] steps, int record, int consumed, int produced) {
    int at = record < SHORT ? record : SHORT;
    Step known = steps[at];
    if (known != null && known.consumed() == consumed && known.produced() == produced) {
      return known;
    }
    Step made = new Step(Status.OK, consumed, produced);
    if (record < SHORT || record == MeshProtocol.MAX_PLAINTEXT + Outbound.OVERHEAD) {
      steps[at] = made;
    }
    return made;
  }

  int consumed() {
    return result.bytesConsumed();
  }

  int produced() {
    return result.bytesProduced();
  }

  /** What the caller of an engine is given. */
  SSLEngineResult result(HandshakeStatus now) {
    return now == result.getHandshakeStatus()
        ? result
        : new SSLEngineResult(result.getStatus(), now, consumed(), produced());
  }
}
