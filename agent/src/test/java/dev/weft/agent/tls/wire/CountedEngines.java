package dev.weft.agent.tls.wire;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.TlsEngines;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that are counted: each that is made has to be closed. */
final class CountedEngines implements TlsEngines {
  private final TlsEngines engines;
  private final AtomicInteger open = new AtomicInteger();
  private final List<CountedEngine> made = new CopyOnWriteArrayList<>();

  CountedEngines(TlsEngines engines) {
    this.engines = engines;
  }

  /** How many have been made and not closed. */
  int open() {
    return open.get();
  }

  /** All that have been made, the client's of a connection before the server's. */
  List<CountedEngine> made() {
    return made;
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
    CountedEngine engine = new CountedEngine(tls.engine(), open::decrementAndGet);
    made.add(engine);
    return new MutualTls(engine, tls.trust());
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
