package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import dev.weft.enforcer.link.PeerTrust;
import org.jspecify.annotations.Nullable;

/**
 * A member of the mesh.
 *
 * @param trust who it may be, and is
 */
record MeshPeer(PeerTrust trust) implements PeerCheck {
  @Override
  public boolean accepts(byte[][] chain) {
    return trust.accepts(chain);
  }

  @Override
  public boolean goesOnWith(@Nullable String protocol) {
    return MeshProtocol.ALPN.equals(protocol);
  }

  @Override
  public boolean hasAccepted() {
    return trust.peer() != null;
  }

  @Override
  public @Nullable String refusal() {
    return trust.refusal();
  }
}
