package dev.weft.server.ca;

import dev.weft.core.identity.SpiffeId;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS: its key and chain, replaced at half-life. Every handshake sees the keys
 * in force at its start; open connections go on. Safe for use by many threads.
 */
public final class ServerIdentity extends X509ExtendedKeyManager {
  /** The namespace that is the mesh's own and that nobody may join. */
  public static final String NAMESPACE = "weft-system";

  private static final String SERVICE_ACCOUNT = "policy-server";
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final String ALIAS_STEM = "server-";

  private final CertificateAuthority ca;
  private final SpiffeId identity;
  private final List<GeneralName> names;
  private final InstantSource clock;

  /** The keys in force, and those before them, which a handshake under way may still want. */
  private volatile Generation current;

  private record Generation(long number, ServerKeys keys, @Nullable Generation previous) {}

  public ServerIdentity(
      CertificateAuthority ca, String trustDomain, List<GeneralName> names, InstantSource clock)
      throws GeneralSecurityException {
    this.ca = ca;
    this.identity = new SpiffeId(trustDomain, NAMESPACE, SERVICE_ACCOUNT);
    this.names = List.copyOf(names);
    this.clock = clock;
    this.current = new Generation(1, ca.issueServerKeys(identity, this.names, LIFETIME), null);
  }

  /** Replaces the keys when they are past half their life. To be called now and then. */
  public synchronized void renewIfDue() throws GeneralSecurityException {
    Generation last = current;
    Instant from = last.keys().leaf().getNotBefore().toInstant();
    Instant until = last.keys().leaf().getNotAfter().toInstant();
    Instant half = from.plus(Duration.between(from, until).dividedBy(2));
    if (clock.instant().isBefore(half)) {
      return;
    }
    ServerKeys keys = ca.issueServerKeys(identity, names, LIFETIME);
    current =
        new Generation(last.number() + 1, keys, new Generation(last.number(), last.keys(), null));
  }

  private @Nullable ServerKeys keysOf(String alias) {
    for (Generation at = current; at != null; at = at.previous()) {
      if (alias.equals(ALIAS_STEM + at.number())) {
        return at.keys();
      }
    }
    return null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return keyType.equals("EC") ? ALIAS_STEM + current.number() : null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return keyType.equals("EC") ? ALIAS_STEM + current.number() : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    ServerKeys keys = keysOf(alias);
    return keys == null ? null : keys.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    ServerKeys keys = keysOf(alias);
    return keys == null ? null : keys.key();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return keyType.equals("EC") ? new String[] {ALIAS_STEM + current.number()} : null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
