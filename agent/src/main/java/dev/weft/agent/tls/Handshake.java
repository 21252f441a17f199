package dev.weft.agent.tls;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.bootstrap.RawSocket;
import dev.weft.enforcer.link.MeshProtocol;
import dev.weft.enforcer.link.MutualTls;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Drives an engine through its handshake over a descriptor, without ever waiting for it. */
final class Handshake {
  private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);

  private final MutualTls tls;
  private final CipherInput in;
  private final CipherOutput out;
  private final SocketContext context;
  private final InetSocketAddress remote;
  private boolean begun;

  /**
   * @param in may hold the peer's first bytes
   * @param remote the other end, for messages
   */
  Handshake(SocketContext context, MutualTls tls, CipherInput in, InetSocketAddress remote) {
    this.context = context;
    this.tls = tls;
    this.in = in;
    this.out = new CipherOutput(context);
    this.remote = remote;
  }

  CipherOutput output() {
    return out;
  }

  /**
   * Goes on as far as possible. A flight is sent as one: where the socket has Nagle's algorithm,
   * the second of several pieces waits for the peer's delayed acknowledgement of the first.
   *
   * @return 0 when it is finished and all is sent, else the poll event that it waits for
   */
  int advance(FileDescriptor fd) throws IOException {
    try {
      if (!begun) {
        begun = true;
        tls.engine().beginHandshake();
      }
      while (true) {
        switch (tls.engine().getHandshakeStatus()) {
          case NEED_TASK -> tls.runTasks();
          case NEED_WRAP -> {
            if (!out.hasRoom() && out.flushNow(fd) != 0) {
              return RawSocket.POLLOUT;
            }
            wrap();
          }
          case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
            if (!in.hasRecord()) {
              if (out.flushNow(fd) != 0) {
                return RawSocket.POLLOUT;
              }
              if (!receive(fd)) {
                return RawSocket.POLLIN;
              }
            }
            if (in.hasRecord()) {
              unwrap();
            }
          }
          case FINISHED, NOT_HANDSHAKING -> {
            if (out.flushNow(fd) != 0) {
              return RawSocket.POLLOUT;
            }
            checkProtocol();
            return 0;
          }
        }
      }
    } catch (SSLException e) {
      alert(fd);
      throw new MeshSocketException(explain(e));
    }
  }

  /** Gives all memory back; there is to be no stream. */
  void release() {
    in.release();
    out.release();
    tls.close();
  }

  private void wrap() throws SSLException {
    SSLEngineResult result = tls.engine().wrap(NO_DATA, out.room());
    out.produced(result.bytesProduced());
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
      throw new SSLException("closed during the handshake");
    }
  }

  private void unwrap() throws SSLException {
    ByteBuffer view = in.view();
    int before = view.position();
    PlainInput none = new PlainInput(context);
    try {
      SSLEngineResult result = tls.engine().unwrap(view, none.room());
      in.consumed(view.position() - before);
      if (result.bytesProduced() > 0) {
        throw new SSLException("application data before the end of the handshake");
      }
      switch (result.getStatus()) {
        case OK -> {}
        case CLOSED -> throw new SSLException("closed by the peer during the handshake");
        // The engine reads another length than the record's own (JSSE: that of an SSLv2
        // record), and would say so for ever.
        case BUFFER_UNDERFLOW, BUFFER_OVERFLOW ->
            throw new SSLException("a record of another kind than TLS has");
      }
    } finally {
      none.release();
    }
  }

  private boolean receive(FileDescriptor fd) throws IOException {
    int n = in.fillNow(fd);
    if (n == IoResult.EOF) {
      throw new SSLException("connection ended during the handshake");
    }
    return n > 0;
  }

  private void checkProtocol() throws SSLException {
    if (!MeshProtocol.ALPN.equals(tls.engine().getApplicationProtocol())
        || tls.trust().peer() == null) {
      throw new SSLException("no protocol of the mesh agreed upon, or no identity shown");
    }
  }

  /** Tells the peer why, as far as TLS has words for it; best effort. */
  private void alert(FileDescriptor fd) {
    try {
      out.release();
      while (tls.engine().getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        SSLEngineResult result = tls.engine().wrap(NO_DATA, out.room());
        out.produced(result.bytesProduced());
        if (result.bytesProduced() == 0) {
          break;
        }
      }
      out.flushNow(fd);
    } catch (IOException e) {
      // The peer is gone: there is nobody to tell, and the first failure is the one to report.
      out.release();
    }
  }

  private String explain(SSLException e) {
    String refusal = tls.trust().refusal();
    return "mTLS handshake with "
        + remote
        + " failed: "
        + (refusal == null ? e.getMessage() : "its certificate was refused: " + refusal);
  }
}
