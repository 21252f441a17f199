package dev.weft.boringssl;

import dev.weft.core.control.ControlStream;
import dev.weft.enforcer.link.MeshProtocol;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * A TLS connection over the streams of a blocking socket. For one thread, but {@link #release}:
 * what is read and written afterwards fails.
 */
final class BlockingStream implements ControlStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final BoringSslEngine engine;
  private final InputStream rawIn;
  private final OutputStream rawOut;

  /** What was received, to be read; the rest of the array is room for more. */
  private final ByteBuffer received = ByteBuffer.allocate(MeshProtocol.MAX_RECORD).limit(0);

  /** What was decrypted, to be read. */
  private final ByteBuffer plain = ByteBuffer.allocate(MeshProtocol.MAX_PLAINTEXT).limit(0);

  private final ByteBuffer record = ByteBuffer.allocate(MeshProtocol.MAX_RECORD);
  private boolean ended;
  private volatile boolean released;

  BlockingStream(BoringSslEngine engine, Socket raw) throws IOException {
    this.engine = engine;
    this.rawIn = raw.getInputStream();
    this.rawOut = raw.getOutputStream();
  }

  /** Returns when both sides agree. */
  void handshake() throws IOException {
    engine.beginHandshake();
    while (!ended && engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      step();
    }
    if (!engine.isEstablished()) {
      throw new SSLException("handshake: ended early (expected: a server that is there)");
    }
  }

  private void step() throws IOException {
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      int unused = send(NOTHING);
    } else {
      receive();
    }
  }

  /** Says what is to be said, and a record of {@code bytes} after that. */
  private int send(ByteBuffer bytes) throws IOException {
    record.clear();
    SSLEngineResult result = engine.wrap(bytes, record);
    if (result.bytesProduced() == 0) {
      throw closed();
    }
    rawOut.write(record.array(), 0, record.position());
    return result.bytesConsumed();
  }

  private static SSLException closed() {
    return new SSLException("closed (expected: a connection that is open)");
  }

  /** Takes the next record, and waits for it if need be. */
  private void receive() throws IOException {
    plain.clear();
    try {
      SSLEngineResult result = engine.unwrap(received, plain);
      while (result.getStatus() == Status.BUFFER_UNDERFLOW) {
        fill();
        result = engine.unwrap(received, plain);
      }
      ended = result.getStatus() == Status.CLOSED;
      if (released) {
        throw closed();
      }
    } catch (SSLException e) {
      sayWhy();
      throw e;
    } finally {
      plain.flip();
    }
  }

  private void fill() throws IOException {
    received.compact();
    int n;
    try {
      n = rawIn.read(received.array(), received.position(), received.remaining());
      received.position(received.position() + Math.max(n, 0));
    } finally {
      received.flip();
    }
    if (n < 0) {
      throw new EOFException("connection ended without close_notify");
    }
  }

  /** The alert that tells the server what was wrong, as far as it gets. */
  private void sayWhy() {
    try {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        int unused = send(NOTHING);
      }
    } catch (IOException e) {
      // What was wrong is thrown in any case.
      return;
    }
  }

  private int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (released) {
      throw closed();
    }
    while (!plain.hasRemaining()) {
      if (ended) {
        return -1;
      }
      step();
    }
    int n = Math.min(length, plain.remaining());
    plain.get(to, offset, n);
    return n;
  }

  private void write(byte[] from, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(from, offset, length);
    while (rest.hasRemaining()) {
      int unused = send(rest);
    }
  }

  @Override
  public InputStream in() {
    return new Input();
  }

  @Override
  public OutputStream out() {
    return new Output();
  }

  @Override
  public void release() {
    released = true;
    engine.close();
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return BlockingStream.this.read(to, offset, length);
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      BlockingStream.this.write(from, offset, length);
    }
  }
}
