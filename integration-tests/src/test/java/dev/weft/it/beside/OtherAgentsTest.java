package dev.weft.it.beside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.Stack;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs in STRICT whose JVMs have another agent too, before Weft's or after it: all that holds
 * without it holds, it finds what it looks for, and no thread waits for another's lock for ever.
 */
class OtherAgentsTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;

  @TempDir private Path left;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  static Stream<Arguments> agentsAndStacks() {
    List<Arguments> cases = new ArrayList<>();
    for (OtherAgent other : OtherAgent.values()) {
      cases.add(Arguments.of(other, true, 17, Stack.SOCKET));
      cases.add(Arguments.of(other, false, 17, Stack.HTTP_CLIENT_2));
      cases.add(Arguments.of(other, false, 25, Stack.SOCKET));
      cases.add(Arguments.of(other, true, 25, Stack.HTTP_CLIENT_2));
      cases.add(Arguments.of(other, true, 25, Stack.VIRTUAL_THREADS));
      cases.add(Arguments.of(other, false, 25, Stack.ASYNC));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, first: {1}, JDK {2}, {3}")
  @MethodSource("agentsAndStacks")
  void exchange_besideTheOther_isSecretAndSeenByIt(
      OtherAgent other, boolean first, int feature, Stack stack) throws Exception {
    Path ofServer = left.resolve("server");
    Path ofClient = left.resolve("client");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server =
            stack.startServer(
                Jdks.require(feature), options("back", "echo", other.option(ofServer), first))) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client =
          stack.startClient(
              Jdks.require(feature),
              options("front", "client", other.option(ofClient), first),
              relay.port(),
              Stack.MARKER)) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(server.stop()).as(server::transcript).isZero();

        assertThat(client.stdout()).contains(Stack.RESULT);
        assertSecret(relay);
      }
    }
    assertThat(other.saw("dev.weft.it.programs.", ofServer)).isTrue();
    assertThat(other.saw("dev.weft.it.programs.", ofClient)).isTrue();
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("jdks")
  void exchange_underADebugger_goesOnAfterEveryStop(Jdk jdk) throws Exception {
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server =
            Stack.SOCKET.startServer(jdk, options("back", "echo", Debugger.OPTION, false))) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      int port = Debugger.portOf(server);
      try (JvmProcess client =
              Stack.SOCKET.startClient(
                  jdk,
                  options("front", "client", Debugger.OPTION, true),
                  relay.port(),
                  Stack.MARKER);
          Debugger ofServer = Debugger.attach(port);
          Debugger ofClient = Debugger.attach(Debugger.portOf(client))) {
        int stops = 0;
        while (client.isAlive() && ofServer.stopAndLook() && ofClient.stopAndLook()) {
          stops++;
        }

        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout()).contains(Stack.RESULT);
        assertThat(stops).isPositive();
        assertSecret(relay);
      }
      assertThat(server.stop()).as(server::transcript).isZero();
    }
  }

  static Stream<Jdk> jdks() {
    return Stream.of(17, 25).map(Jdks::require);
  }

  private static List<String> options(String namespace, String account, String other, boolean first)
      throws IOException {
    List<String> options = new ArrayList<>(List.of("-Ddeadlocks.watch=true"));
    if (first) {
      options.add(other);
    }
    options.addAll(mesh.agent(namespace, account).options());
    if (!first) {
      options.add(other);
    }
    return options;
  }

  private static void assertSecret(RecordingRelay relay) {
    assertThat(relay.flows()).isNotEmpty();
    assertThat(relay.flows())
        .allMatch(flow -> flow.toServer().startsWithTlsHandshake())
        .allMatch(flow -> flow.toClient().startsWithTlsHandshake());
    assertThat(relay.sawInTheClear(Stack.MARKER)).isFalse();
  }
}
