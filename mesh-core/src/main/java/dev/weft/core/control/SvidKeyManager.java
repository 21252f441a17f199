package dev.weft.core.control;

import dev.weft.core.identity.Svid;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Presents one SVID, to whoever asks for a client certificate. */
final class SvidKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "svid";

  private final @Nullable Svid svid;

  /** A key manager that presents {@code svid}, or nothing when it is null. */
  SvidKeyManager(@Nullable Svid svid) {
    this.svid = svid;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return svid != null && Arrays.asList(keyTypes).contains(svid.key().getAlgorithm())
        ? ALIAS
        : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return svid == null ? null : svid.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return svid == null ? null : svid.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return svid == null ? null : new String[] {ALIAS};
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }
}
