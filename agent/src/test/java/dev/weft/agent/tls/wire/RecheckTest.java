package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.tls.InboundSocket;
import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that change while a connection is being judged by those of before. */
class RecheckTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void connection_deniedWhileItIsAdmitted_isCut(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    try (Connection connection =
        Connection.ofMesh(mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, Waiting.PARKED, null)) {
      InboundSocket server = (InboundSocket) Objects.requireNonNull(connection.server().socket());
      mesh.whileOneIsJudged =
          () -> {
            mesh.ofPeers = new Admission.Refused("nobody any more");
            server.recheck();
          };

      Future<Void> reading = threads.submit(() -> readAll(connection.server()));
      connection.client().write(new byte[1], 0, 1);

      assertThatThrownBy(() -> new Deadline(PATIENCE).of(reading, "cut"))
          .isInstanceOf(MeshSocketException.class)
          .hasMessageContaining("cut: nobody any more");
    }
  }

  private static Void readAll(SocketEnd end) throws Exception {
    byte[] some = new byte[16];
    while (end.read(some) >= 0) {
      // Until it ends.
    }
    return null;
  }
}
