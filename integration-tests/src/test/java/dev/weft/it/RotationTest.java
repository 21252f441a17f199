package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Credentials;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestWorkload;
import dev.weft.it.programs.ReportingServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renewed SVID serves new handshakes and drops no open connection. */
class RotationTest {
  private static final Duration TTL = Duration.ofSeconds(6);

  @TempDir private Path folder;

  @Test
  void renewal_whileConnectionsAreOpen_newHandshakesShowTheNewCertificate() throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of("svid.ttl", TTL.toSeconds() + "s"))) {
      mesh.admin().mode("back", "STRICT");
      try (JvmProcess program =
              JvmProcess.on(Jdks.require(17))
                  .options(mesh.agent("back", "server").options())
                  .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
          ClientControl client =
              ClientControl.start(Jdks.require(25), mesh.agent("front", "client").options())) {
        int port = program.awaitPort();
        assertThat(client.open("open", port)).isEqualTo("ok");
        assertThat(client.say("open")).isEqualTo("ok");
        X509Certificate first = shownBy(mesh, port);

        // One that was issued after the first had run out.
        X509Certificate later =
            Awaitility.await()
                .atMost(JvmProcess.PATIENCE)
                .until(
                    () -> shownBy(mesh, port), shown -> end(shown).isAfter(end(first).plus(TTL)));

        assertThat(later.getPublicKey()).isNotEqualTo(first.getPublicKey());
        assertThat(client.say("open")).isEqualTo("ok");
        assertThat(client.call(port)).isEqualTo("ok");
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  /** The certificate that the server shows in a new handshake. */
  private static X509Certificate shownBy(TestMesh mesh, int port) throws Exception {
    try (TestWorkload workload = mesh.workload("front", "observer")) {
      Credentials credentials = workload.credentials();
      try (SSLSocket socket = (SSLSocket) credentials.context().getSocketFactory().createSocket()) {
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"weft/1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
      }
    }
  }
}
