package dev.weft.agent.tls;

import dev.weft.bootstrap.RawSocket;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.VerdictReader;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The client side: shakes hands; the server's verdict is read with the stream's first bytes. */
final class ClientOpening implements Opening {
  private final MutualTls tls;
  private final CipherInput in;
  private final Handshake handshake;
  private final InetSocketAddress remote;
  private final boolean strict;
  private final SocketContext context;

  ClientOpening(SocketContext context, MutualTls tls, InetSocketAddress remote, boolean strict) {
    this.context = context;
    this.tls = tls;
    this.in = new CipherInput(context);
    this.handshake = new Handshake(context, tls, in, remote);
    this.remote = remote;
    this.strict = strict;
  }

  @Override
  public Progress advance(FileDescriptor fd, boolean attended) throws IOException {
    int event = handshake.advance(fd);
    if (event != 0) {
      return new Progress.Wants(event);
    }
    SpiffeId peer = Objects.requireNonNull(tls.trust().peer());
    context.events().connected(peer, remote);
    acknowledgeVerdict(fd);
    TlsWriter writer = new TlsWriter(tls, handshake.output());
    TlsReader reader =
        new TlsReader(context, tls, writer, in, new VerdictReader(), () -> strict, remote);
    return new Progress.Opened(reader, writer);
  }

  /**
   * The verdict is a small segment of its own. For as long as it is not acknowledged, Nagle's
   * algorithm keeps back what the server's application writes first; plain TCP would send that.
   */
  private static void acknowledgeVerdict(FileDescriptor fd) {
    try {
      RawSocket.acknowledgeAtOnce(fd);
    } catch (IOException e) {
      // Broken, which whoever reads meets; or a kernel that does not know of it.
      return;
    }
  }

  @Override
  public boolean underway() {
    return true;
  }

  @Override
  public boolean untouched() {
    return false;
  }

  @Override
  public boolean goesOnAlone() {
    return true;
  }

  @Override
  public boolean takesBytes() {
    return true;
  }

  @Override
  public @Nullable SpiffeId peer() {
    return tls.trust().peer();
  }

  @Override
  public void release() {
    handshake.release();
  }
}
