package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.rules.Admission;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A plaintext client that may talk only if its requests are going to be judged. Nobody has claimed
 * the connection yet: it is refused when its first byte is asked for and that is still so.
 */
final class UnjudgedOpening implements Opening {
  private final SocketContext context;
  private final InboundSocket socket;
  private final InetSocketAddress remote;

  UnjudgedOpening(SocketContext context, InboundSocket socket, InetSocketAddress remote) {
    this.context = context;
    this.socket = socket;
    this.remote = remote;
  }

  @Override
  public Progress advance(FileDescriptor fd, boolean attended) throws MeshSocketException {
    if (socket.admission(null) instanceof Admission.Refused refused) {
      throw new MeshSocketException("connection from " + remote + " refused: " + refused.reason());
    }
    return new Progress.Plain(new CipherInput(context));
  }

  @Override
  public boolean underway() {
    return false;
  }

  @Override
  public boolean untouched() {
    return true;
  }

  @Override
  public boolean goesOnAlone() {
    return false;
  }

  @Override
  public boolean takesBytes() {
    return false;
  }

  @Override
  public @Nullable PeerTrust trust() {
    return null;
  }

  @Override
  public void release() {
    // It holds nothing.
  }
}
