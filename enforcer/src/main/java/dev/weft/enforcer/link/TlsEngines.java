package dev.weft.enforcer.link;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;

/**
 * Makes the mutual TLS of connections, each by itself: none resumes what another was authenticated
 * for. Safe for any thread.
 */
public interface TlsEngines {
  /**
   * A client that expects one of {@code servers}.
   *
   * @throws GeneralSecurityException when TLS cannot be set up with that identity
   */
  MutualTls client(Identity identity, Set<SpiffeId> servers, InstantSource clock)
      throws GeneralSecurityException;

  /**
   * A server that accepts any client of the mesh.
   *
   * @throws GeneralSecurityException when TLS cannot be set up with that identity
   */
  MutualTls server(Identity identity, InstantSource clock) throws GeneralSecurityException;

  /** TLS with the policy server by the same library. */
  ControlTls control();

  /** Whether buffers outside the heap are what the engines are fast with. */
  boolean prefersDirectBuffers();
}
