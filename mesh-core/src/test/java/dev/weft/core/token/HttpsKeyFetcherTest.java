package dev.weft.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.core.identity.TestCa;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpsKeyFetcherTest {
  private static final char[] NO_PASSWORD = {};

  private final TestCa ca = new TestCa(Instant.now());
  private final AtomicInteger asked = new AtomicInteger();
  private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1);
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write("keys".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    deadlines.shutdownNow();
  }

  @Test
  void fetch_serverOfTrustedAuthority_body() throws Exception {
    assertThat(fetch(new HttpKeyFetcher(deadlines, this::trustingCa), "localhost"))
        .isEqualTo("keys");
  }

  @Test
  void fetch_otherNameThanInTheCertificate_refusedBeforeAnythingIsAsked() {
    assertThatThrownBy(() -> fetch(new HttpKeyFetcher(deadlines, this::trustingCa), "127.0.0.1"))
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void fetch_serverOfUnknownAuthority_refusedBeforeAnythingIsAsked() {
    assertThatThrownBy(() -> fetch(new HttpKeyFetcher(deadlines), "localhost"))
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(asked).hasValue(0);
  }

  private String fetch(KeyFetcher fetcher, String host) throws Exception {
    URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/keys");
    return new String(fetcher.fetch(uri, Duration.ofSeconds(30), 100), StandardCharsets.UTF_8);
  }

  private SSLContext serverContext() throws Exception {
    KeyPair keys = TestCa.keys("EC", 256);
    TestCa.Draft leaf =
        ca.builder()
            .issuer(ca.intermediate.getSubjectX500Principal().getName(), ca.intermediateKeys)
            .key(keys.getPublic())
            .dns("localhost")
            .usage(KeyUsage.digitalSignature)
            .purposes(KeyPurposeId.id_kp_serverAuth)
            .life(Duration.ofMinutes(1), Duration.ofHours(1));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", keys.getPrivate(), NO_PASSWORD, ca.chain(leaf).toArray(new X509Certificate[0]));
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    return context;
  }

  private SSLContext trustingCa() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("root", ca.root);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
