package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What comes from the peer, a record at a time. Not thread-safe. */
final class Inbound {
  private static final int LENGTH_AT = 3;

  private final NativeConnection connection;
  private final Handshake handshake;
  private final NativeAccess access;
  private boolean done;

  Inbound(NativeConnection connection, Handshake handshake, NativeAccess access) {
    this.connection = connection;
    this.handshake = handshake;
    this.access = access;
  }

  boolean done() {
    return done;
  }

  void close() {
    done = true;
  }

  /** Takes a record of {@code source}, if a whole one is there. */
  Step unwrap(ByteBuffer source, ByteBuffer[] targets, int offset, int length) throws SSLException {
    if (done || handshake.failed()) {
      return Step.of(Status.CLOSED, 0, 0);
    }
    if (source.remaining() < MeshProtocol.RECORD_HEADER) {
      return Step.of(Status.BUFFER_UNDERFLOW, 0, 0);
    }
    int high = Byte.toUnsignedInt(source.get(source.position() + LENGTH_AT));
    int low = Byte.toUnsignedInt(source.get(source.position() + LENGTH_AT + 1));
    int record = MeshProtocol.RECORD_HEADER + (high << 8 | low);
    if (record > MeshProtocol.MAX_RECORD) {
      throw new SSLException(
          "record: " + record + " bytes (expected: at most " + MeshProtocol.MAX_RECORD + ")");
    }
    if (source.remaining() < record) {
      return Step.of(Status.BUFFER_UNDERFLOW, 0, 0);
    }
    int most = Math.min(record - Outbound.OVERHEAD, MeshProtocol.MAX_PLAINTEXT);
    ByteBuffer target = targetOf(targets, offset, length, most);
    if (handshake.established() && target == null) {
      return Step.of(Status.BUFFER_OVERFLOW, 0, 0);
    }
    return take(source, record, handshake.established() ? target : null, most);
  }

  /** Where a record's bytes fit; null when nowhere. */
  private static @Nullable ByteBuffer targetOf(
      ByteBuffer[] targets, int offset, int length, int most) {
    for (int i = offset; i < offset + length; i++) {
      if (targets[i].remaining() >= most) {
        return targets[i];
      }
    }
    return null;
  }

  private Step take(ByteBuffer source, int record, @Nullable ByteBuffer target, int most)
      throws SSLException {
    if (source.isDirect()) {
      long address = access.address(source) + source.position();
      return take(source, address, record, target, most);
    }
    try (NativeScratch scratch = NativeScratch.take()) {
      scratch.bytes.put(source.duplicate().limit(source.position() + record));
      return take(source, scratch.address, record, target, most);
    }
  }

  private Step take(
      ByteBuffer source, long address, int record, @Nullable ByteBuffer target, int most)
      throws SSLException {
    connection.attachInput(address, record);
    int produced = 0;
    int consumed = record;
    try {
      if (target == null) {
        handshake.advance();
      } else {
        produced = decrypt(target, most);
      }
    } finally {
      if (produced == 0) {
        consumed = record - connection.left();
      }
      connection.detach();
      source.position(source.position() + consumed);
    }
    return produced > 0
        ? Step.received(consumed, produced)
        : Step.of(done ? Status.CLOSED : Status.OK, consumed, 0);
  }

  private int decrypt(ByteBuffer target, int most) throws SSLException {
    int n;
    if (target.isDirect() && target.hasRemaining()) {
      n = connection.read(access.address(target) + target.position(), target.remaining());
      target.position(target.position() + Math.max(n, 0));
    } else {
      try (NativeScratch scratch = NativeScratch.take()) {
        n = connection.read(scratch.address, Math.max(most, 1));
        target.put(scratch.bytes.limit(Math.max(n, 0)));
      }
    }
    return n > 0 ? n : nothingCame(n);
  }

  /** A record that is not the application's, or an end. */
  private int nothingCame(int n) throws SSLException {
    NativeConnection.Why why = connection.why(n);
    if (why == NativeConnection.Why.FAILED) {
      throw handshake.fail("a record cannot be read");
    }
    done |= why == NativeConnection.Why.ENDED;
    return 0;
  }
}
