package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.policy.MutualTlsMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One thread that writes and another that reads from the very first moment, while the connection
 * opens and the agent goes on with that by itself.
 */
class FullDuplexTest {
  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<Integer> SIZES = List.of(40, 1_000, 1, 17_000, 80_000);

  @ParameterizedTest
  @CsvSource({
    "JDK,BLOCKING",
    "JDK,PARKED",
    "JDK,TIMED",
    "BORINGSSL,BLOCKING",
    "BORINGSSL,PARKED",
    "BORINGSSL,TIMED"
  })
  void exchanges_onSeveralConnectionsAtOnce_allEnd(Provider provider, Waiting waiting)
      throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE.multipliedBy(2), PATIENCE);
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Rounds.run(4, seed -> round(mesh, waiting, threads, new Random(seed)));
    } finally {
      threads.shutdownNow();
    }
    assertThat(mesh.events.faults).isEmpty();
    assertThat(mesh.engines.open()).isZero();
  }

  private static void round(Mesh mesh, Waiting waiting, ExecutorService threads, Random random)
      throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      byte[] bytes = new byte[80_000];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        Arrays.fill(bytes, (byte) -1);
      }
      Mesh.Knowledge knowledge = Case.one(Mesh.Knowledge.values(), random);
      Chunks chunks = random.nextBoolean() ? Chunks.WHOLE : Chunks.RANDOM;
      Random chance = new Random(random.nextLong());
      Connection.Wiring wiring =
          random.nextBoolean()
              ? null
              : server -> HostileWire.before(server, chunks, Harm.NONE, Harm.NONE, chance);
      tasks.add(
          () -> {
            Connection connection =
                Connection.ofMesh(mesh, knowledge, MutualTlsMode.STRICT, waiting, wiring);
            synchronized (connections) {
              connections.add(connection);
            }
            Future<Void> echo = threads.submit(() -> echo(connection.server()));
            converse(connection.client(), bytes, threads);
            return echo.get();
          });
    }
    List<Void> unused = new Deadline(PATIENCE).all(threads, "exchanges", tasks);
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private static void converse(SocketEnd client, byte[] bytes, ExecutorService threads)
      throws Exception {
    for (int size : SIZES) {
      Future<Void> writing =
          threads.submit(
              () -> {
                client.write(bytes, 0, size);
                return null;
              });
      byte[] received = readExactly(client, size);
      Void unused = writing.get();
      assertThat(Arrays.equals(received, 0, size, bytes, 0, size)).isTrue();
    }
    client.shutdownOutput();
    assertThat(client.read(new byte[1])).isEqualTo(-1);
  }

  private static byte[] readExactly(SocketEnd end, int size) throws Exception {
    byte[] all = new byte[size];
    byte[] part = new byte[16_384];
    int at = 0;
    while (at < size) {
      int n = end.read(part);
      assertThat(n).as("bytes that came at %d of %d", at, size).isPositive();
      System.arraycopy(part, 0, all, at, n);
      at += n;
    }
    return all;
  }

  private static Void echo(SocketEnd server) throws Exception {
    byte[] part = new byte[16_384];
    for (int n = server.read(part); n >= 0; n = server.read(part)) {
      server.write(part, 0, n);
    }
    server.shutdownOutput();
    return null;
  }
}
