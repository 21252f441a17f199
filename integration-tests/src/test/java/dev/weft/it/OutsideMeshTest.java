package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.RecordingRelay.Flow;
import dev.weft.it.harness.Stack;
import dev.weft.it.harness.TestMesh;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program with the agent and one outside the mesh: both behave exactly as without it. */
class OutsideMeshTest {
  private static final String MARKER = Stack.MARKER;

  /** Stacks that put the same bytes on the wire in every run; HTTP clients share connections. */
  private static final Set<Stack> REPEATABLE =
      EnumSet.of(Stack.SOCKET, Stack.ASYNC, Stack.NETTY, Stack.VIRTUAL_THREADS);

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() {
    mesh = TestMesh.start(folder, Map.of());
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  static Stream<Arguments> stacks() {
    return Stream.of(Stack.values())
        .flatMap(
            stack ->
                Stream.of(17, 25)
                    .filter(stack::runsOn)
                    .filter(feature -> feature == 25 || REPEATABLE.contains(stack))
                    .map(feature -> Arguments.of(stack, feature)));
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("stacks")
  void clientWithAgent_serverOutside_sameResultAndSameBytes(Stack stack, int feature)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess server = stack.startServer(jdk, List.of());
        RecordingRelay relay = RecordingRelay.open().forwardTo(server.awaitPort())) {
      run(stack, jdk, List.of(), relay);
      List<Flow> without = List.copyOf(relay.flows());
      run(stack, jdk, mesh.agent("front", "client").options(), relay);
      List<Flow> with = relay.flows().subList(without.size(), relay.flows().size());

      assertThat(with).isNotEmpty();
      if (REPEATABLE.contains(stack)) {
        assertThat(sent(with)).containsExactlyInAnyOrderElementsOf(sent(without));
      } else {
        assertThat(with).allMatch(flow -> flow.toServer().contains("/echo"));
      }
      assertThat(server.stop()).as(server::transcript).isZero();
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("stacks")
  void serverWithAgent_clientOutside_sameResult(Stack stack, int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess server = stack.startServer(jdk, mesh.agent("back", "echo").options());
        RecordingRelay relay = RecordingRelay.open().forwardTo(server.awaitPort())) {
      run(stack, jdk, List.of(), relay);

      assertThat(relay.sawInTheClear(MARKER)).isTrue();
      assertThat(server.stop()).as(server::transcript).isZero();
      assertThat(server.stderr()).isEmpty();
    }
  }

  private static void run(Stack stack, Jdk jdk, List<String> options, RecordingRelay relay) {
    try (JvmProcess client = stack.startClient(jdk, options, relay.port(), MARKER)) {
      assertThat(client.awaitExit()).as(client::transcript).isZero();
      assertThat(client.stdout()).isEqualTo(Stack.RESULT);
      assertThat(client.stderr()).isEmpty();
    }
  }

  /** What the client sent, connection by connection. */
  private static List<String> sent(List<Flow> flows) {
    return flows.stream()
        .map(flow -> new String(flow.toServer().bytes(), StandardCharsets.ISO_8859_1))
        .toList();
  }
}
