package dev.weft.benchmarks.feed;

import dev.weft.core.identity.CertificateRequest;
import dev.weft.core.identity.P256Keys;
import dev.weft.core.identity.Pem;
import dev.weft.core.json.JsonObject;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The SVID of the workloads of one namespace.
 *
 * @param namespace the namespace
 * @param keys its keys
 * @param chain its certificates
 * @param roots what is trusted
 */
record Identity(
    String namespace, KeyPair keys, List<X509Certificate> chain, List<X509Certificate> roots) {

  /** Joins with a token that {@code people} mint. */
  static Identity join(People people, String namespace)
      throws IOException, InterruptedException, GeneralSecurityException {
    KeyPair keys = P256Keys.generate();
    String token = people.mint(namespace);
    JsonObject answer = people.join(token, CertificateRequest.unnamed(keys).pem());
    return new Identity(
        namespace,
        keys,
        Pem.readCertificates(String.valueOf(answer.string("chain"))),
        Pem.readCertificates(String.valueOf(answer.string("bundle"))));
  }

  /** For the JDK's client. */
  SSLContext jdkContext() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("svid", keys.getPrivate(), new char[0], chain.toArray(new Certificate[0]));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trusting(roots).getTrustManagers(), null);
    return context;
  }

  /** For a Netty pipeline. */
  SslContext nettyContext() throws IOException {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .protocols("TLSv1.3")
        .keyManager(keys.getPrivate(), chain.toArray(new X509Certificate[0]))
        .trustManager(roots.toArray(new X509Certificate[0]))
        .build();
  }

  static TrustManagerFactory trusting(List<X509Certificate> roots)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate root : roots) {
      store.setCertificateEntry("root" + store.size(), root);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    return trust;
  }
}
