package dev.weft.boringssl;

import dev.weft.enforcer.link.MeshProtocol;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What of an engine's settings can be asked for and, the mesh's protocol being one, not changed.
 */
abstract class FixedEngine extends SSLEngine {
  private static final String[] PROTOCOLS = {"TLSv1.3"};
  private static final String[] SUITES = {
    "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"
  };

  private final boolean client;
  private final SSLSession session = new MeshSession();

  FixedEngine(boolean client) {
    this.client = client;
  }

  @Override
  public final boolean getUseClientMode() {
    return client;
  }

  @Override
  public final void setUseClientMode(boolean mode) {
    demand(mode == client, "client mode");
  }

  @Override
  public final @Nullable Runnable getDelegatedTask() {
    return null;
  }

  @Override
  public final SSLSession getSession() {
    return session;
  }

  @Override
  public final String getHandshakeApplicationProtocol() {
    return getApplicationProtocol();
  }

  @Override
  public final String[] getSupportedCipherSuites() {
    return SUITES.clone();
  }

  @Override
  public final String[] getEnabledCipherSuites() {
    return SUITES.clone();
  }

  @Override
  public final void setEnabledCipherSuites(String[] suites) {
    demand(false, "cipher suites");
  }

  @Override
  public final String[] getSupportedProtocols() {
    return PROTOCOLS.clone();
  }

  @Override
  public final String[] getEnabledProtocols() {
    return PROTOCOLS.clone();
  }

  @Override
  public final void setEnabledProtocols(String[] protocols) {
    demand(false, "protocols");
  }

  @Override
  public final boolean getNeedClientAuth() {
    return !client;
  }

  @Override
  public final void setNeedClientAuth(boolean need) {
    demand(need, "client authentication");
  }

  @Override
  public final boolean getWantClientAuth() {
    return false;
  }

  @Override
  public final void setWantClientAuth(boolean want) {
    demand(!want, "client authentication");
  }

  @Override
  public final boolean getEnableSessionCreation() {
    return true;
  }

  @Override
  public final void setEnableSessionCreation(boolean enable) {
    demand(enable, "session creation");
  }

  private static void demand(boolean same, String what) {
    if (!same) {
      throw new UnsupportedOperationException(
          what + ": cannot be changed (expected: as " + MeshProtocol.ALPN + " has it)");
    }
  }
}
