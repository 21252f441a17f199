package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.attach.Attach.Outcome;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.RecordingRelay.Flow;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that call, or are called, all the while the agent is taken out of them. */
class BusyDetachTest {
  private static final String WORDS = "are you there?";
  private static final int CALLS_AFTER = 20;

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @CsvSource({"SOCKET, 17", "VIRTUAL_THREAD, 25", "SELECTOR, 25", "ASYNCHRONOUS, 17"})
  void callsThroughoutADetach_ofTheServer_areAllAnswered(Server kind, int feature)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    AtomicBoolean detached = new AtomicBoolean();
    try (JvmProcess server = kind.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = server.awaitPort();
      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      CompletableFuture<Map<String, Integer>> plain = callOn(outside, port, detached);
      CompletableFuture<Map<String, Integer>> meshed = callOn(inside, port, detached);

      Outcome outcome = Attach.detach(jdk, server, "drain=60s");
      detached.set(true);

      assertThat(outcome.err()).isEmpty();
      assertThat(answers(plain)).containsOnlyKeys("ok");
      assertThat(answers(meshed)).containsOnlyKeys("ok");
      Attach.awaitNoAgentThreads(server);
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void callsThroughoutADetach_ofTheClient_areEachAllMeshedOrAllPlain(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    AgentFlag flag = mesh.agent("front", "client");
    AtomicBoolean detached = new AtomicBoolean();
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = Server.SOCKET.start(jdk, mesh.agent("back", "echo").options());
        ClientControl client = ClientControl.start(jdk, Attach.OPTIONS)) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      Attach.attached(jdk, client.process(), flag.settings());
      assertThat(client.call(relay.port())).isEqualTo("ok");
      CompletableFuture<Map<String, Integer>> calls = callOn(client, relay.port(), detached);

      Attach.detached(jdk, client.process(), "drain=60s");
      detached.set(true);

      assertThat(answers(calls)).containsOnlyKeys("ok");
      int meshed = 0;
      List<Flow> flows = relay.flows();
      for (Flow flow : flows) {
        boolean encrypted = flow.toServer().startsWithTlsHandshake();
        meshed += encrypted ? 1 : 0;
        assertThat(flow.toServer().contains(WORDS)).isNotEqualTo(encrypted);
        assertThat(flow.toClient().contains(WORDS)).isNotEqualTo(encrypted);
        assertThat(flow.toServer().size()).matches(size -> encrypted || size == WORDS.length());
      }
      assertThat(meshed).isBetween(1, flows.size() - CALLS_AFTER);
    }
  }

  /** Calls until that is set, and a while longer; how often what was answered. */
  private static CompletableFuture<Map<String, Integer>> callOn(
      ClientControl client, int port, AtomicBoolean until) {
    return CompletableFuture.supplyAsync(
        () -> {
          Map<String, Integer> answers = new HashMap<>();
          int after = 0;
          while (after < CALLS_AFTER) {
            answers.merge(client.call(port), 1, Integer::sum);
            after += until.get() ? 1 : 0;
          }
          return answers;
        },
        task -> new Thread(task, "calls").start());
  }

  private static Map<String, Integer> answers(CompletableFuture<Map<String, Integer>> calls)
      throws Exception {
    return calls.get(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
