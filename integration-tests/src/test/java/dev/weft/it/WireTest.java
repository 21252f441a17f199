package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.FreePort;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.Stack;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.KafkaBroker;
import dev.weft.it.programs.KafkaRoundTrip;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the agent on both sides, nothing that the programs say can be read on the wire, and nothing
 * is different for the programs. {@link WireControlTest} shows that the same wire without the agent
 * can be read.
 */
class WireTest {
  private static final String MARKER = Stack.MARKER;

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  static Stream<Arguments> stacksAndJdks() {
    List<List<Integer>> pairs =
        List.of(List.of(17, 17), List.of(25, 25), List.of(17, 25), List.of(25, 17));
    return Stream.of(Stack.values())
        .flatMap(
            stack ->
                pairs.stream()
                    .filter(pair -> pair.stream().allMatch(stack::runsOn))
                    .map(pair -> Arguments.of(stack, pair.get(0), pair.get(1))));
  }

  @ParameterizedTest(name = "{0}, server on JDK {1}, client on JDK {2}")
  @MethodSource("stacksAndJdks")
  void exchange_withAgents_isSecretOnTheWire(Stack stack, int serverFeature, int clientFeature)
      throws Exception {
    Jdk serverJdk = Jdks.require(serverFeature);
    Jdk clientJdk = Jdks.require(clientFeature);
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = stack.startServer(serverJdk, mesh.agent("back", "echo").options())) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client =
          stack.startClient(
              clientJdk, mesh.agent("front", "client").options(), relay.port(), MARKER)) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(server.stop()).as(server::transcript).isZero();

        assertThat(client.stdout()).isEqualTo(Stack.RESULT);
        assertSecret(relay);
        assertQuiet(client, server);
      }
    }
  }

  @ParameterizedTest(name = "broker and clients on JDK {0}")
  @ValueSource(ints = {17, 25})
  void kafka_withAgents_isSecretOnTheWire(int feature, @TempDir Path kafkaFolder) throws Exception {
    Jdk jdk = Jdks.require(feature);
    String classPath = ClassPath.withEverything();
    int port = FreePort.pick();
    try (AnnouncedRelay announced = mesh.relay("back", "kafka");
        JvmProcess broker =
            JvmProcess.on(jdk)
                .options(jdk.allowingUnsafe())
                .options(mesh.agent("back", "kafka").options())
                .start(
                    classPath,
                    KafkaBroker.class,
                    List.of("" + port, kafkaFolder.toString(), "" + announced.relay().port()))) {
      RecordingRelay relay = announced.relay().forwardTo(broker.awaitPort());
      try (JvmProcess client =
          JvmProcess.on(jdk)
              .options(jdk.allowingUnsafe())
              .options(mesh.agent("front", "client").options())
              .start(classPath, KafkaRoundTrip.class, List.of("" + relay.port(), MARKER))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(broker.stop()).as(broker::transcript).isZero();

        assertThat(client.stdout()).isEqualTo(WireControlTest.KAFKA_RESULT);
        assertSecret(relay);
        assertQuiet(client, broker);
      }
    }
  }

  private static void assertSecret(RecordingRelay relay) {
    assertThat(relay.flows()).isNotEmpty();
    assertThat(relay.flows())
        .allMatch(flow -> flow.toServer().startsWithTlsHandshake())
        .allMatch(flow -> flow.toClient().startsWithTlsHandshake());
    assertThat(relay.sawInTheClear(MARKER)).isFalse();
  }

  private static void assertQuiet(JvmProcess... programs) {
    assertThat(programs)
        .allSatisfy(program -> assertThat(program.stderr()).as(program::transcript).isEmpty());
  }
}
