package dev.weft.agent.tls.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.rules.Admission;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that has shaken hands, and waits for the server to say whether it may talk. */
class VerdictTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void verdict_isNo_isToldAtBothEnds(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    mesh.ofPeers = new Admission.Refused("nobody");
    try (Connection connection = connected(mesh)) {
      Future<Integer> serving = threads.submit(() -> connection.server().read(new byte[1]));
      Future<Integer> reading = threads.submit(() -> connection.client().read(new byte[1]));

      Deadline deadline = new Deadline(PATIENCE);
      assertThatThrownBy(() -> deadline.of(serving, "the server")).hasMessageContaining("nobody");
      assertThatThrownBy(() -> deadline.of(reading, "the client"))
          .isInstanceOf(MeshSocketException.class)
          .hasMessageEndingWith(" refused the connection: nobody");
    }
    assertThat(List.of(mesh.events.awaitRefusal(PATIENCE), mesh.events.awaitRefusal(PATIENCE)))
        .anyMatch(reason -> reason.endsWith(" refused: nobody"))
        .anyMatch(reason -> reason.endsWith(" refused the connection: nobody"));
    assertThat(mesh.events.awaitRefusal(Duration.ZERO)).isEqualTo("null");
    assertThat(mesh.events.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Provider.class)
  void close_whileAReadWaitsForTheVerdict_isNoRefusal(Provider provider) throws Exception {
    Mesh mesh = new Mesh(provider, PATIENCE, PATIENCE);
    CountDownLatch judging = new CountDownLatch(1);
    CountDownLatch judged = new CountDownLatch(1);
    mesh.whileOneIsJudged =
        () -> {
          judging.countDown();
          await(judged);
        };
    try (Connection connection = connected(mesh)) {
      Future<Integer> serving = threads.submit(() -> connection.server().read(new byte[1]));
      Future<Integer> reading = threads.submit(() -> connection.client().read(new byte[1]));
      await(judging);
      connection.client().awaitParked(PATIENCE);

      connection.client().abort();

      Deadline deadline = new Deadline(PATIENCE);
      assertThatThrownBy(() -> deadline.of(reading, "the client")).isInstanceOf(IOException.class);
      assertThat(mesh.events.awaitRefusal(Duration.ZERO)).isEqualTo("null");
      judged.countDown();
      deadline.of(serving, "the server");
    } finally {
      judged.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Connection connected(Mesh mesh) throws IOException {
    return Connection.ofMesh(
        mesh, Mesh.Knowledge.KNOWN, MutualTlsMode.STRICT, Waiting.PARKED, null);
  }
}
