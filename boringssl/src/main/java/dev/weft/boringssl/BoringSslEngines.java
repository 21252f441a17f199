package dev.weft.boringssl;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.Svid;
import dev.weft.enforcer.link.MeshProtocol;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.link.TlsEngines;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Mutual TLS by BoringSSL. Safe for any thread. */
public final class BoringSslEngines implements TlsEngines {
  /** SVIDs, counted once a side, whose keys are kept ready. */
  private static final int MOST_CONTEXTS = 1024;

  private final Map<Shown, Kept> contexts = new LinkedHashMap<>(16, 0.75f, true);

  private record Shown(X509Certificate leaf, boolean client) {}

  private record Kept(SvidContext context, Instant expires) {}

  private final NativeAccess access;

  private BoringSslEngines(NativeAccess access) {
    this.access = access;
  }

  /**
   * Loads BoringSSL, if that was not done before.
   *
   * @throws IOException when it cannot be used here
   */
  public static BoringSslEngines load(NativeAccess access) throws IOException {
    NativeLibrary.load(access);
    return new BoringSslEngines(access);
  }

  @Override
  public MutualTls client(Identity identity, Set<SpiffeId> servers, InstantSource clock)
      throws GeneralSecurityException {
    PeerTrust trust = PeerTrust.ofServers(identity, servers, clock);
    return new MutualTls(
        new BoringSslEngine(
            held(identity.svid(), true, clock), true, new MeshPeer(trust), null, access),
        trust);
  }

  @Override
  public MutualTls server(Identity identity, InstantSource clock) throws GeneralSecurityException {
    PeerTrust trust = PeerTrust.ofClients(identity, clock);
    return new MutualTls(
        new BoringSslEngine(
            held(identity.svid(), false, clock), false, new MeshPeer(trust), null, access),
        trust);
  }

  @Override
  public ControlTls control() {
    return new BoringSslControl(access);
  }

  @Override
  public boolean prefersDirectBuffers() {
    return true;
  }

  private synchronized SvidContext held(Svid svid, boolean client, InstantSource clock)
      throws GeneralSecurityException {
    Shown shown = new Shown(svid.leaf(), client);
    Kept kept = contexts.get(shown);
    if (kept == null) {
      forget(clock.instant());
      kept = new Kept(new SvidContext(svid, client, MeshProtocol.ALPN), svid.expires());
      contexts.put(shown, kept);
    }
    if (!kept.context.hold()) {
      throw new IllegalStateException("context: released (expected: held by the one who keeps it)");
    }
    return kept.context;
  }

  /** Lets go of what has expired, and of what was used longest ago when there is no room. */
  private void forget(Instant now) {
    Iterator<Kept> all = contexts.values().iterator();
    while (all.hasNext()) {
      Kept kept = all.next();
      if (kept.expires.isBefore(now) || contexts.size() >= MOST_CONTEXTS) {
        all.remove();
        kept.context.release();
      }
    }
  }
}
