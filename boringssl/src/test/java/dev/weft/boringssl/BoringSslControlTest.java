package dev.weft.boringssl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.TestClock;
import dev.weft.core.control.ControlStream;
import dev.weft.core.control.ControlTls;
import dev.weft.core.identity.PeerVerifier;
import dev.weft.core.identity.PolicyServerVerifier;
import dev.weft.core.identity.Svid;
import dev.weft.core.identity.TestCa;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BoringSslControlTest {
  static {
    JdkKeyLimits.lower();
  }

  private static final String SERVER = "spiffe://weft.local/ns/weft-system/sa/policy-server";

  private final TestClock clock = new TestClock();
  private final TestCa ca = new TestCa(clock.instant());
  private final PolicyServerVerifier verifier =
      PolicyServerVerifier.trusting(new PeerVerifier(ca.bundle(), clock));

  private ControlTls tls;
  private OneConnection server;

  @BeforeEach
  void open() throws Exception {
    tls = BoringSslEngines.load(NativeAccess.JDK).control();
    server = new OneConnection(ca.svid(SERVER));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private ControlStream handshake(Socket raw, @Nullable Svid shown) throws IOException {
    return tls.handshake(raw, "127.0.0.1", raw.getPort(), shown, verifier);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"1", "16384", "16385", "300000"})
  void stream_anyLength_carriesBytesBothWaysAndTheEnd(int length) throws Exception {
    server.name("http/1.1");
    Future<byte[]> heard =
        server.talk(
            socket -> {
              byte[] came = socket.getInputStream().readNBytes(length);
              socket.getOutputStream().write(came);
              return came;
            });
    try (Socket raw = server.connect()) {
      ControlStream stream = handshake(raw, null);

      stream.out().write(bytes(length));

      assertThat(stream.in().readNBytes(length)).isEqualTo(bytes(length));
      assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(bytes(length));
      assertThat(stream.in().read()).isEqualTo(-1);
      assertThat(stream.in().read()).isEqualTo(-1);
      stream.release();
    }
  }

  @Test
  void handshake_serverWantsACertificate_isShownTheSvid() throws Exception {
    Svid svid = ca.svid("spiffe://weft.local/ns/shop/sa/orders");
    Future<Object> seen = server.talk(socket -> readAndLook(socket).getPeerCertificates()[0]);
    try (Socket raw = server.connect()) {
      ControlStream stream = handshake(raw, svid);
      stream.out().write(1);

      assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(svid.leaf());
      stream.release();
    }
  }

  @Test
  void handshake_withoutSvid_showsNone() throws Exception {
    Future<SSLSession> seen = server.talk(BoringSslControlTest::readAndLook);
    try (Socket raw = server.connect()) {
      ControlStream stream = handshake(raw, null);
      stream.out().write(1);

      SSLSession session = seen.get(30, TimeUnit.SECONDS);
      assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
      assertThatThrownBy(session::getPeerCertificates).isInstanceOf(SSLException.class);
      stream.release();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "policy.weft-system.svc, policy.weft-system.svc",
    "localhost, ",
    "127.0.0.1, ",
    "::1, ",
    "policy.example., "
  })
  void handshake_host_isToldIfItIsAQualifiedName(String host, @Nullable String told)
      throws Exception {
    Future<List<SNIServerName>> names =
        server.talk(socket -> ((ExtendedSSLSession) readAndLook(socket)).getRequestedServerNames());
    try (Socket raw = server.connect()) {
      ControlStream stream = tls.handshake(raw, host, raw.getPort(), null, verifier);
      stream.out().write(1);

      List<SNIServerName> requested = names.get(30, TimeUnit.SECONDS);
      assertThat(requested.stream().map(name -> new String(name.getEncoded(), US_ASCII)))
          .isEqualTo(told == null ? List.of() : List.of(told));
      stream.release();
    }
  }

  private static SSLSession readAndLook(SSLSocket socket) throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo(1);
    return socket.getSession();
  }

  @Test
  void handshake_serverOfAnotherName_isRefusedBeforeAnythingIsSaid() throws Exception {
    server.close();
    server = new OneConnection(ca.svid("spiffe://weft.local/ns/weft-system/sa/other"));
    Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
    try (Socket raw = server.connect()) {
      assertThatThrownBy(() -> handshake(raw, null))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("sa/other (expected: spiffe://weft.local/ns/weft-system/sa/policy");
    }
    assertThatThrownBy(() -> heard.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void handshake_verifierBreaks_isRefused() throws Exception {
    Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
    try (Socket raw = server.connect()) {
      assertThatThrownBy(
              () ->
                  tls.handshake(
                      raw,
                      "127.0.0.1",
                      raw.getPort(),
                      null,
                      chain -> {
                        throw new IllegalStateException("a fault");
                      }))
          .isInstanceOf(SSLException.class);
    }
    assertThatThrownBy(() -> heard.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void handshake_serverSpeaksAnotherProtocol_fails() throws Exception {
    server.name("h2");
    Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
    try (Socket raw = server.connect()) {
      assertThatThrownBy(() -> handshake(raw, null)).isInstanceOf(SSLException.class);
    }
    assertThatThrownBy(() -> heard.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void handshake_noTls_fails() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket raw = new Socket(plain.getInetAddress(), plain.getLocalPort());
        Socket accepted = plain.accept()) {
      accepted.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));

      assertThatThrownBy(() -> handshake(raw, null)).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void read_endWithoutCloseNotify_isAnError() throws Exception {
    Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
    try (Socket raw = server.connect()) {
      ControlStream stream = handshake(raw, null);
      raw.shutdownInput();

      assertThatThrownBy(() -> stream.in().read()).isInstanceOf(EOFException.class);
      stream.out().write(1);
      assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(1);
      stream.release();
    }
  }

  @Test
  void read_releasedMeanwhile_fails() throws Exception {
    Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
    Socket raw = server.connect();
    ControlStream stream = handshake(raw, null);
    InputStream in = stream.in();
    FutureTask<Integer> read = new FutureTask<>(in::read);
    new Thread(read).start();

    raw.close();
    stream.release();

    assertThatThrownBy(() -> read.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(() -> stream.out().write(1)).isInstanceOf(IOException.class);
    assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void handshake_manyConnections_giveTheirMemoryBack() throws Exception {
    for (int i = 0; i < 20; i++) {
      Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
      try (Socket raw = server.connect()) {
        ControlStream stream = handshake(raw, ca.svid("spiffe://weft.local/ns/shop/sa/orders"));
        stream.out().write(7);
        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo(7);
        stream.release();
        stream.release();
        assertThatThrownBy(() -> stream.in().read()).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void handshake_chainThatIsRefused_saysWhy() throws Exception {
    Future<Integer> heard = server.talk(socket -> socket.getInputStream().read());
    try (Socket raw = server.connect()) {
      assertThatThrownBy(
              () ->
                  tls.handshake(
                      raw,
                      "127.0.0.1",
                      raw.getPort(),
                      null,
                      chain -> {
                        throw new CertificateException("not " + chain.size() + " of these");
                      }))
          .hasMessageContaining("not 2 of these");
    }
    assertThatThrownBy(() -> heard.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }
}
