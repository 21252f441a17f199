package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.RawSocket;
import dev.weft.core.policy.MutualTlsMode;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of the mesh that speaks first, over a socket that has Nagle's algorithm. */
class GreetingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Less than what a kernel delays an acknowledgement by, which is 40 ms at the least. */
  private static final Duration DELAY = Duration.ofMillis(30);

  private static final int CONNECTIONS = 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() throws InterruptedException {
    threads.shutdown();
    assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void greeting_afterTheVerdict_doesNotWaitForItsDelayedAcknowledgement(Provider provider)
      throws Exception {
    assertNotDelayed(provider, false);
  }

  /** The kernel acknowledges in its own ways again once the client has sent something. */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void answer_afterTheVerdict_doesNotWaitForItsDelayedAcknowledgement(Provider provider)
      throws Exception {
    assertNotDelayed(provider, true);
  }

  private void assertNotDelayed(Provider provider, boolean asked) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    long[] nanos = new long[CONNECTIONS];
    for (int i = 0; i < CONNECTIONS; i++) {
      nanos[i] = nanosUnderWay(mesh, asked);
    }
    Arrays.sort(nanos);
    // A busy machine makes many of them take as long, and the delay nearly all.
    assertThat(Duration.ofNanos(nanos[CONNECTIONS / 4])).isLessThan(DELAY);
    assertThat(mesh.events.faults).isEmpty();
  }

  /** {@code SO_LINGER} with 0 discards what has not left; in plain TCP the first bytes have. */
  @ParameterizedTest
  @EnumSource(Provider.class)
  void greeting_beforeTheServerResetsTheConnection_isReadBeforeThat(Provider provider)
      throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    for (int i = 0; i < CONNECTIONS; i++) {
      try (Connection connection = connect(mesh)) {
        // Right behind the verdict: nobody has acknowledged that.
        connection.server().write(new byte[] {'h', 'i'}, 0, 2);
        // On a busy machine it is kept for the opening, and a reset would forget it.
        awaitOpen(connection.server());
        connection.server().reset();

        assertThat(connection.client().read(new byte[8])).as("connection %d", i).isEqualTo(2);
        assertThatThrownBy(() -> connection.client().read(new byte[8]))
            .isInstanceOf(IOException.class);
      }
    }
  }

  /** The server's client says nothing meanwhile. */
  private static void awaitOpen(SocketEnd end) throws IOException {
    MeshSocket socket = Objects.requireNonNull(end.socket());
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (socket.opening() != MeshSocket.OPEN) {
      assertThat(System.nanoTime()).isLessThan(until);
      assertThat(socket.available(end.fd, 0)).isZero();
      Thread.onSpinWait();
    }
  }

  private static Connection connect(Mesh mesh) throws IOException {
    return Connection.ofMesh(
        mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, Waiting.BLOCKING, null);
  }

  /** From the end of the server's write to that of the client's read. */
  private long nanosUnderWay(Mesh mesh, boolean asked) throws Exception {
    try (Connection connection = connect(mesh)) {
      if (asked) {
        // So that the question comes before the verdict, and cannot acknowledge it.
        RawSocket.sendAtOnce(connection.client().fd);
        connection.client().write(new byte[] {'?'}, 0, 1);
        assertThat(connection.server().read(new byte[8])).isEqualTo(1);
      }
      Future<Long> heard =
          threads.submit(
              () -> {
                assertThat(connection.client().read(new byte[8])).isEqualTo(2);
                return System.nanoTime();
              });
      connection.server().write(new byte[] {'h', 'i'}, 0, 2);
      long written = System.nanoTime();
      return new Deadline(PATIENCE).of(heard, "greeting") - written;
    }
  }
}
