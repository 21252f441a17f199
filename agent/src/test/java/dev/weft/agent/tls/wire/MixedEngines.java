package dev.weft.agent.tls.wire;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.TlsEngines;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;

/** The engines of one provider at the clients' ends, and of another one at the servers'. */
record MixedEngines(TlsEngines clients, TlsEngines servers) implements TlsEngines {
  @Override
  public MutualTls client(Identity identity, Set<SpiffeId> allowed, InstantSource clock)
      throws GeneralSecurityException {
    return clients.client(identity, allowed, clock);
  }

  @Override
  public MutualTls server(Identity identity, InstantSource clock) throws GeneralSecurityException {
    return servers.server(identity, clock);
  }

  @Override
  public ControlTls control() {
    return clients.control();
  }

  @Override
  public boolean prefersDirectBuffers() {
    return clients.prefersDirectBuffers();
  }
}
