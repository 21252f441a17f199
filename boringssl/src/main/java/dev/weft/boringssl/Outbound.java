package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** What goes to the peer. Not thread-safe. */
final class Outbound {
  /** What a record is longer than its plaintext: header, inner type, tag (RFC 8446, 5.2). */
  static final int OVERHEAD = MeshProtocol.RECORD_HEADER + 1 + 16;

  private static final int ALERT = OVERHEAD + 2;

  private final NativeConnection connection;
  private final Handshake handshake;
  private final NativeAccess access;
  private boolean waits;
  private boolean closed;
  private boolean done;

  Outbound(NativeConnection connection, Handshake handshake, NativeAccess access) {
    this.connection = connection;
    this.handshake = handshake;
    this.access = access;
  }

  /** Looks whether BoringSSL has something to say. */
  void look() {
    waits = connection.outputWaits();
  }

  /** Whether something is to be sent that the application did not ask for. */
  boolean wanted() {
    return waits || (closed && !done && handshake.established() && !handshake.failed());
  }

  boolean done() {
    return done && !waits;
  }

  /** Nothing more is to be sent but the end; before the handshake is over there is none to say. */
  void close() {
    closed = true;
    done |= !handshake.established();
  }

  /** Fills {@code target}, with handshake, alert, or a record of {@code sources}. */
  Step wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer target) throws SSLException {
    if (target.isDirect()) {
      long address = access.address(target) + target.position();
      Step step = wrap(sources, offset, length, address, target.remaining());
      target.position(target.position() + step.produced());
      return step;
    }
    try (NativeScratch scratch = NativeScratch.take()) {
      int room = Math.min(target.remaining(), scratch.bytes.remaining());
      Step step = wrap(sources, offset, length, scratch.address, room);
      target.put(scratch.bytes.limit(step.produced()));
      return step;
    }
  }

  private Step wrap(ByteBuffer[] sources, int offset, int length, long address, int room)
      throws SSLException {
    connection.attachOutput(address, room);
    boolean quiet = false;
    try {
      Step step = wrap(sources, offset, length, room);
      // Of the length of a record: BoringSSL had nothing to say beside it.
      quiet = step.consumed() > 0 && step.produced() == step.consumed() + OVERHEAD;
      return step;
    } finally {
      connection.detach();
      if (!quiet) {
        look();
      }
    }
  }

  private Step wrap(ByteBuffer[] sources, int offset, int length, int room) throws SSLException {
    int produced = waits || handshake.pending() ? saySomething(room) : 0;
    if (handshake.failed()) {
      done |= !waits;
      return Step.of(produced == 0 && waits ? Status.BUFFER_OVERFLOW : Status.CLOSED, 0, produced);
    }
    if (produced > 0 || waits || !handshake.established()) {
      return Step.of(produced == 0 && waits ? Status.BUFFER_OVERFLOW : Status.OK, 0, produced);
    }
    return closed ? sayEnd(room) : encrypt(sources, offset, length, room);
  }

  /** What BoringSSL has to say itself; returns how many bytes that are. */
  private int saySomething(int room) throws SSLException {
    connection.flush();
    if (handshake.pending()) {
      handshake.advance();
    }
    look();
    return room - connection.left();
  }

  private Step sayEnd(int room) {
    if (room < ALERT) {
      return Step.of(Status.BUFFER_OVERFLOW, 0, 0);
    }
    connection.sayEnd();
    done = true;
    return Step.of(Status.CLOSED, 0, room - connection.left());
  }

  private Step encrypt(ByteBuffer[] sources, int offset, int length, int room) throws SSLException {
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      all += sources[i].remaining();
    }
    int bytes = (int) Math.min(all, MeshProtocol.MAX_PLAINTEXT);
    if (bytes == 0) {
      return Step.of(Status.OK, 0, 0);
    }
    // What BoringSSL owes the peer by then, the answer to a key update, waits if it does not fit.
    if (room < bytes + OVERHEAD) {
      return Step.of(Status.BUFFER_OVERFLOW, 0, 0);
    }
    if (write(sources, offset, bytes) != bytes) {
      throw handshake.fail("a record cannot be written");
    }
    return Step.sent(bytes, room - connection.left());
  }

  private int write(ByteBuffer[] sources, int offset, int bytes) {
    ByteBuffer first = firstOf(sources, offset);
    if (first.isDirect() && first.remaining() >= bytes) {
      int written = connection.write(access.address(first) + first.position(), bytes);
      first.position(first.position() + Math.max(written, 0));
      return written;
    }
    try (NativeScratch scratch = NativeScratch.take()) {
      gather(sources, offset, scratch.bytes.limit(bytes));
      return connection.write(scratch.address, bytes);
    }
  }

  private static ByteBuffer firstOf(ByteBuffer[] sources, int offset) {
    int i = offset;
    while (!sources[i].hasRemaining()) {
      i++;
    }
    return sources[i];
  }

  /** Fills {@code plain}; there is enough for it. */
  private static void gather(ByteBuffer[] sources, int offset, ByteBuffer plain) {
    for (int i = offset; plain.hasRemaining(); i++) {
      ByteBuffer source = sources[i];
      int part = Math.min(source.remaining(), plain.remaining());
      plain.put(source.duplicate().limit(source.position() + part));
      source.position(source.position() + part);
    }
  }
}
