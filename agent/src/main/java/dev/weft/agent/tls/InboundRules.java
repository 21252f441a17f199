package dev.weft.agent.tls;

import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server side of a connection asks of the mesh. Answers come from memory; any thread. */
public interface InboundRules {
  /** Who this workload is now; empty while it has not joined. */
  Optional<Identity> identity();

  /** The mode of {@code port} now. */
  MutualTlsMode mode(int port);

  /**
   * Whether a client may talk.
   *
   * @param peer who it has proved to be; null over plaintext
   */
  Admission admit(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local);

  /** Whether plaintext from {@code remote} comes from this very process, whose own it may be. */
  boolean isSelf(InetSocketAddress remote, InetSocketAddress local);
}
