package dev.weft.agent.tls.wire;

import static dev.weft.agent.tls.wire.Provider.JDK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.IoResult;
import dev.weft.core.policy.MutualTlsMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that change (RFC 8446, 4.6.3) while both ends write and read as much as they can. */
class KeyUpdateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BYTES = 3_000_000;

  /** Fewer than a peer may ask for in a row (BoringSSL: 32). */
  private static final int UPDATES = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "JDK,JDK,BLOCKING",
    "JDK,JDK,PARKED",
    "JDK,BORINGSSL,BLOCKING",
    "BORINGSSL,JDK,PARKED",
  })
  void bytes_whileKeysAreUpdatedBothWays_arriveUnchanged(
      Provider client, Provider server, Waiting waiting) throws Exception {
    Mesh mesh = new Mesh(new MixedEngines(client.engines(), server.engines()), PATIENCE, PATIENCE);
    try (Connection connection =
        Connection.ofMesh(mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, waiting, null)) {
      byte[] bytes = new byte[BYTES];
      new Random(3).nextBytes(bytes);

      List<byte[]> received =
          new Deadline(PATIENCE)
              .all(
                  threads,
                  "exchange",
                  List.<Callable<byte[]>>of(
                      () -> written(connection.client(), bytes, mesh),
                      () -> written(connection.server(), bytes, mesh),
                      () -> read(connection.client()),
                      () -> read(connection.server())));

      assertThat(Arrays.equals(received.get(2), bytes)).isTrue();
      assertThat(Arrays.equals(received.get(3), bytes)).isTrue();
    }
    for (CountedEngine engine : mesh.engines.made()) {
      // The JDK's say it of their own accord and when asked, BoringSSL's when asked.
      assertThat(engine.ownWords()).isGreaterThan(UPDATES / 2);
    }
    assertThat(mesh.events.faults).isEmpty();
    assertThat(mesh.engines.open()).isZero();
  }

  @Test
  void keyUpdates_manyWithoutData_keepNoThreadInOneRead() throws Exception {
    Mesh mesh = new Mesh(JDK, PATIENCE, PATIENCE);
    try (Connection connection =
        Connection.ofMesh(mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, Waiting.PARKED, null)) {
      Future<Integer> opened = threads.submit(() -> connection.server().read(new byte[1]));
      connection.client().write(new byte[1], 0, 1);
      assertThat(new Deadline(PATIENCE).of(opened, "open")).isEqualTo(1);

      mesh.engines.made().get(0).chatter(200);
      connection.client().write(new byte[1], 0, 1);

      assertThat(connection.server().tryRead(1)).isEqualTo(IoResult.UNAVAILABLE);
      assertThat(connection.server().read(new byte[1])).isEqualTo(1);
    }
  }

  private static byte[] written(SocketEnd end, byte[] bytes, Mesh mesh) throws Exception {
    int piece = BYTES / UPDATES;
    for (int at = 0; at < BYTES; at += piece) {
      end.write(bytes, at, piece);
      for (CountedEngine engine : mesh.engines.made()) {
        engine.updateKeys();
      }
    }
    return bytes;
  }

  private static byte[] read(SocketEnd end) throws Exception {
    byte[] all = new byte[BYTES];
    byte[] part = new byte[50_000];
    int at = 0;
    while (at < BYTES) {
      int n = end.read(part);
      assertThat(n).as("bytes that came at %d", at).isPositive();
      System.arraycopy(part, 0, all, at, n);
      at += n;
    }
    return all;
  }
}
