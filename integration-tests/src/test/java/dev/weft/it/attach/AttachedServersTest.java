package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
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
 * Servers that wait for connections, each in its own way, while the agent is attached: in code that
 * has no hooks yet. The port is STRICT, so the first connection that slips through is seen.
 */
class AttachedServersTest {
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

  static Stream<Arguments> serversAndJdks() {
    return Stream.of(Server.values())
        .flatMap(
            server ->
                Stream.of(17, 25)
                    .filter(server::runsOn)
                    .map(feature -> Arguments.of(server, feature)));
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("serversAndJdks")
  void connection_plainAfterAttach_isRefusedFromTheFirstOn(Server kind, int feature)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess server = kind.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = server.awaitPort();
      assertThat(outside.open("old", port)).isEqualTo("ok");
      assertThat(outside.say("old")).isEqualTo("ok");

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());

      assertThat(outside.call(port)).startsWith("failed");
      assertThat(outside.call(port)).startsWith("failed");
      assertThat(inside.call(port)).isEqualTo("ok");
      assertThat(outside.say("old")).isEqualTo("ok");
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void connection_acceptedByCompiledCode_isRefusedFromTheFirstOn(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (JvmProcess server = Server.SOCKET.start(jdk, List.of("-Xcomp"));
        ClientControl outside = ClientControl.start(jdk, List.of())) {
      int port = server.awaitPort();
      // The thread that accepted this is in code that was compiled by now.
      assertThat(outside.call(port)).isEqualTo("ok");

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());

      assertThat(outside.call(port)).startsWith("failed");
      assertThat(outside.call(port)).startsWith("failed");
    }
  }

  @ParameterizedTest(name = "{0} on JDK {1}")
  @MethodSource("serversAndJdks")
  void connection_meshedAfterAttach_isSecretFromTheFirstOn(Server kind, int feature)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    AgentFlag flag = mesh.agent("back", "echo");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = kind.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      assertThat(outside.open("old", relay.port())).isEqualTo("ok");
      assertThat(outside.say("old")).isEqualTo("ok");

      Attach.attached(jdk, server, flag.settings());

      assertThat(inside.open("new", relay.port())).isEqualTo("ok");
      assertThat(inside.say("new")).isEqualTo("ok");
      assertThat(outside.say("old")).isEqualTo("ok");
      assertThat(relay.flows()).hasSize(2);
      assertThat(relay.flows().get(0).toServer().contains("are you there?")).isTrue();
      assertThat(relay.flows().get(1).toServer().startsWithTlsHandshake()).isTrue();
      assertThat(relay.flows().get(1).toClient().startsWithTlsHandshake()).isTrue();
      assertThat(relay.flows().get(1).toServer().contains("are you there?")).isFalse();
      assertThat(flag.lines()).anyMatch(line -> line.contains("attach.older.connections open=1"));
    }
  }
}
