package dev.weft.it.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What one side of a TLS connection has in hand.
 *
 * @param key its private key; of no use when the chain is empty
 * @param chain its certificate and those above; empty when it shows none
 * @param roots what it trusts
 */
public record Credentials(
    PrivateKey key, List<X509Certificate> chain, List<X509Certificate> roots) {
  private static final char[] NO_PASSWORD = new char[0];

  /** Those of somebody who has nothing to show, and trusts the certificates in {@code pem}. */
  static Credentials trusting(String pem) throws GeneralSecurityException {
    return new Credentials(TestCa.newKeys().getPrivate(), List.of(), Pem.certificates(pem));
  }

  /** The same, without a certificate to show. */
  public Credentials withoutCertificate() {
    return new Credentials(key, List.of(), roots);
  }

  /**
   * Writes what is trusted as a program's trust store; returns the options of its JVM.
   *
   * @param file where it goes
   */
  public List<String> trustStore(Path file) throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted().store(out, "changeit".toCharArray());
    }
    return List.of(
        "-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=changeit");
  }

  private KeyStore trusted() throws GeneralSecurityException, IOException {
    KeyStore trusted = emptyStore();
    for (int i = 0; i < roots.size(); i++) {
      trusted.setCertificateEntry("root-" + i, roots.get(i));
    }
    return trusted;
  }

  /** A TLS context with exactly this. */
  public SSLContext context() throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    if (chain.isEmpty()) {
      return new KeyManager[0];
    }
    KeyStore own = emptyStore();
    own.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
