package dev.weft.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.core.identity.TestCa;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebClientTest {
  private static final char[] NO_PASSWORD = {};

  private final TestCa ca = new TestCa(Instant.now());
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> protocols = new ArrayList<>();
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(configurator(serverContext()));
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
  }

  @Test
  void talk_serverOfTrustedAuthority_body() throws Exception {
    assertThat(talk(new WebClient(WebClientTest::daemon, this::trustingCa), "localhost"))
        .isEqualTo("keys");
  }

  @Test
  void talk_otherNameThanInTheCertificate_refusedBeforeAnythingIsAsked() {
    assertThatThrownBy(
            () -> talk(new WebClient(WebClientTest::daemon, this::trustingCa), "127.0.0.1"))
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void talk_serverOfUnknownAuthority_refusedBeforeAnythingIsAsked() {
    assertThatThrownBy(() -> talk(new WebClient(WebClientTest::daemon), "localhost"))
        .isInstanceOf(SSLHandshakeException.class);
    assertThat(asked).hasValue(0);
  }

  @Test
  void talk_protocolThatTheServerSpeaks_agreedUpon() throws Exception {
    protocols.add("h2");

    assertThat(talk(new WebClient(WebClientTest::daemon, this::trustingCa), "localhost", "h2"))
        .isEqualTo("keys");
  }

  @Test
  void talk_protocolThatTheServerDoesNotSpeak_refusedBeforeAnythingIsAsked() {
    assertThatThrownBy(
            () -> talk(new WebClient(WebClientTest::daemon, this::trustingCa), "localhost", "h2"))
        .isInstanceOf(IOException.class)
        .hasMessage("server does not speak h2 (expected: agreed by ALPN)");
    assertThat(asked).hasValue(0);
  }

  /** A program's default context may trust anybody, and is none of this client's business. */
  @Test
  void talk_programTrustsTheServer_refusedAllTheSame() throws Exception {
    SSLContext before = SSLContext.getDefault();
    SSLContext.setDefault(trustingCa());
    try {
      assertThatThrownBy(() -> talk(new WebClient(WebClientTest::daemon), "localhost"))
          .isInstanceOf(SSLHandshakeException.class);
    } finally {
      SSLContext.setDefault(before);
    }
    assertThat(asked).hasValue(0);
  }

  /** A server that takes a connection and then reads nothing, so that writes block. */
  @Test
  void talk_serverThatDoesNotRead_givenUpInTime() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + deaf.getLocalPort());

      assertThatThrownBy(
              () ->
                  new WebClient(WebClientTest::daemon)
                      .talk(
                          uri,
                          Duration.ofMillis(200),
                          (in, out) -> {
                            out.write(new byte[64 << 20]);
                            return true;
                          }))
          .isInstanceOf(IOException.class)
          .hasMessage("no answer within 200 ms");
    }
  }

  private String talk(WebClient client, String host) throws Exception {
    return talk(client, host, "");
  }

  private String talk(WebClient client, String host, String protocol) throws Exception {
    URI uri = URI.create("https://" + host + ":" + server.getAddress().getPort() + "/keys");
    return client.talk(
        uri,
        Duration.ofSeconds(30),
        protocol,
        (in, out) -> {
          out.write("GET /keys HTTP/1.1\r\nhost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          byte[] body = new HttpAnswerReader(new HttpInput(in), 100).read().body();
          return new String(body, StandardCharsets.US_ASCII);
        });
  }

  private HttpsConfigurator configurator(SSLContext context) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters ofTls = getSSLContext().getDefaultSSLParameters();
        ofTls.setApplicationProtocols(protocols.toArray(new String[0]));
        parameters.setSSLParameters(ofTls);
      }
    };
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "weft-test");
    thread.setDaemon(true);
    return thread;
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
