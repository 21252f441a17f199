package dev.weft.agent.tls;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.PeerTrust;
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
    handshake.output().expectVerdict(fd);
    TlsWriter writer = new TlsWriter(tls, handshake.output());
    TlsReader reader =
        new TlsReader(context, tls, writer, in, new VerdictReader(), () -> strict, remote);
    return new Progress.Opened(reader, writer);
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
  public @Nullable PeerTrust trust() {
    return tls.trust();
  }

  @Override
  public void release() {
    handshake.release();
  }
}
