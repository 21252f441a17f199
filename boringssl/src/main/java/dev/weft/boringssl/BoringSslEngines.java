package dev.weft.boringssl;

import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.link.TlsEngines;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Set;

/** Mutual TLS by BoringSSL. Safe for any thread. */
public final class BoringSslEngines implements TlsEngines {
  private final KeptContexts clients = new KeptContexts(true);
  private final KeptContexts servers = new KeptContexts(false);
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
  public MutualTls client(Identity identity, Set<SpiffeId> allowed, InstantSource clock)
      throws GeneralSecurityException {
    PeerTrust trust = PeerTrust.ofServers(identity, allowed, clock);
    return new MutualTls(
        new BoringSslEngine(
            clients.held(identity.svid(), clock), true, new MeshPeer(trust), null, access),
        trust);
  }

  @Override
  public MutualTls server(Identity identity, InstantSource clock) throws GeneralSecurityException {
    PeerTrust trust = PeerTrust.ofClients(identity, clock);
    return new MutualTls(
        new BoringSslEngine(
            servers.held(identity.svid(), clock), false, new MeshPeer(trust), null, access),
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
}
