package dev.weft.agent.tls;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import dev.weft.enforcer.rules.IdentitySource;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What the server side of a connection asks of the mesh. Answers come from memory; any thread. */
public interface InboundRules extends IdentitySource {
  /** The mode of {@code port} now. */
  MutualTlsMode mode(int port);

  /**
   * Whether a client may talk.
   *
   * @param peer who it has proved to be; null over plaintext
   * @param claimed whether each of its requests is judged later; then it may talk if any of them
   *     could be allowed
   */
  Admission admit(
      @Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local, boolean claimed);

  /** Whether the client at {@code remote} is this very process, whose own business that is. */
  boolean isSelf(InetSocketAddress remote, InetSocketAddress local);
}
