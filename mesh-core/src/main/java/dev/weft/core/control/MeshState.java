package dev.weft.core.control;

import dev.weft.core.identity.Identity;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TrustBundle;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The present identity and config, and those who are told of changes. Changes are made and told
 * under one lock, so that every listener sees them in order; reads take no lock.
 */
final class MeshState {
  private final InstantSource clock;
  private final List<MeshListener> listeners = new ArrayList<>();
  private volatile Optional<Identity> identity = Optional.empty();
  private volatile Optional<MeshConfig> config = Optional.empty();
  private volatile @Nullable TlsCredentials credentials;

  MeshState(InstantSource clock) {
    this.clock = clock;
  }

  Optional<Identity> identity() {
    return identity;
  }

  Optional<MeshConfig> config() {
    return config;
  }

  /** What to speak to the policy server with; null before the join. */
  @Nullable TlsCredentials credentials() {
    return credentials;
  }

  synchronized void listen(MeshListener listener) {
    identity.ifPresent(listener::identityChanged);
    config.ifPresent(listener::configChanged);
    listeners.add(listener);
  }

  synchronized void replaceSvid(Svid svid, TrustBundle bundle) throws ListenerException {
    put(new Identity(svid, bundle));
  }

  /** Puts {@code bundle} beside the present SVID. */
  synchronized void replaceBundle(TrustBundle bundle) throws ListenerException {
    Identity current = identity.orElseThrow();
    if (!current.bundle().equals(bundle)) {
      put(current.withBundle(bundle));
    }
  }

  /**
   * Puts {@code changed} in force; config without an identity there is none.
   *
   * @throws ListenerException when a listener did not take it. Then the config before it stays, and
   *     every listener is told of that one again, those too that took the other.
   */
  synchronized void replaceConfig(MeshConfig changed) throws ListenerException {
    try {
      tell(listener -> listener.configChanged(changed));
      config = Optional.of(changed);
    } catch (ListenerException e) {
      Optional<MeshConfig> before = config;
      if (before.isPresent()) {
        tell(listener -> listener.configChanged(before.get()));
      }
      throw e;
    }
  }

  /** The config in force is the same at {@code revision}: nobody is told. */
  synchronized void moveConfig(long revision) {
    config = config.map(same -> same.at(revision));
  }

  private void put(Identity changed) throws ListenerException {
    credentials = TlsCredentials.of(changed, clock);
    identity = Optional.of(changed);
    tell(listener -> listener.identityChanged(changed));
  }

  /** Tells every listener, those after one that fails too. */
  private void tell(java.util.function.Consumer<MeshListener> news) throws ListenerException {
    RuntimeException failure = null;
    for (MeshListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw new ListenerException(failure);
    }
  }

  /** A listener did not take a change. */
  static final class ListenerException extends Exception {
    private static final long serialVersionUID = 1L;

    ListenerException(RuntimeException cause) {
      super(cause);
    }
  }
}
