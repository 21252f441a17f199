package dev.weft.agent.tls.wire;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.TlsEngines;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that are counted: each that is made has to be closed. */
final class CountedEngines implements TlsEngines {
  private final TlsEngines engines;
  private final AtomicInteger open = new AtomicInteger();

  CountedEngines(TlsEngines engines) {
    this.engines = engines;
  }

  /** How many have been made and not closed. */
  int open() {
    return open.get();
  }

  @Override
  public MutualTls client(Identity identity, Set<SpiffeId> servers, InstantSource clock)
      throws GeneralSecurityException {
    return counted(engines.client(identity, servers, clock));
  }

  @Override
  public MutualTls server(Identity identity, InstantSource clock) throws GeneralSecurityException {
    return counted(engines.server(identity, clock));
  }

  private MutualTls counted(MutualTls tls) {
    open.incrementAndGet();
    return new MutualTls(new CountedEngine(tls.engine(), open::decrementAndGet), tls.trust());
  }

  @Override
  public ControlTls control() {
    return engines.control();
  }

  @Override
  public boolean prefersDirectBuffers() {
    return engines.prefersDirectBuffers();
  }
}
