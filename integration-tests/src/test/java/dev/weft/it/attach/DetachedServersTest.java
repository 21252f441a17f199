package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.attach.Attach.Outcome;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that the agent is taken out of: the mesh's connections end in it, and none is left. */
class DetachedServersTest {
  private static final String WORDS = "are you there?";

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
  void connections_ofAServerThatIsDetached_areServedToTheirEndAndThenPlain(Server kind, int feature)
      throws Exception {
    Jdk jdk = Jdks.require(feature);
    AgentFlag flag = mesh.agent("back", "echo");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = kind.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = server.awaitPort();
      RecordingRelay relay = announced.relay().forwardTo(port);
      Attach.attached(jdk, server, flag.settings());
      assertThat(inside.open("kept", relay.port())).isEqualTo("ok");
      assertThat(inside.say("kept")).isEqualTo("ok");
      assertThat(outside.open("plain", port)).isEqualTo("ok");
      assertThat(outside.say("plain")).isEqualTo("ok");

      Detaching detaching = Detaching.begin(jdk, server, flag);

      assertThat(inside.say("kept")).isEqualTo("ok");
      // Who has not heard of it yet is served by the mesh still.
      assertThat(inside.call(relay.port())).isEqualTo("ok");
      assertThat(outside.call(port)).isEqualTo("ok");
      assertThat(detaching.isDone()).isFalse();
      assertThat(inside.close("kept")).isEqualTo("ok");
      assertThat(detaching.outcome())
          .isEqualTo(new Outcome(0, "pid " + server.pid() + ": detached\n", ""));

      assertThat(relay.flows()).hasSize(2);
      assertThat(relay.sawInTheClear(WORDS)).isFalse();
      Attach.awaitNoAgentThreads(server);
      assertThat(outside.say("plain")).isEqualTo("ok");
      assertThat(outside.call(port)).isEqualTo("ok");
      assertThat(inside.call(port)).isEqualTo("ok");
      // It is taken for a member by the relay's announcement, and answers no handshake any more.
      assertThat(inside.call(relay.port())).startsWith("failed");
      assertThat(relay.sawInTheClear(WORDS)).isFalse();
      assertThat(server.stderr()).isEmpty();
      assertThat(flag.lines()).noneMatch(line -> line.contains("event=fault"));

      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());

      assertThat(inside.call(relay.port())).isEqualTo("ok");
      assertThat(outside.say("plain")).isEqualTo("ok");
      assertThat(outside.call(port)).isEqualTo("ok");
      Attach.detached(jdk, server, "");
      Attach.awaitNoAgentThreads(server);
      assertThat(outside.call(port)).isEqualTo("ok");
      assertThat(server.stderr()).isEmpty();
    }
  }

  /** Each kind on one JDK: what is done to descriptors is the same on both. */
  @ParameterizedTest(name = "{0} on JDK {1}")
  @CsvSource({
    "SOCKET, 17",
    "VIRTUAL_THREAD, 25",
    "CHANNEL, 17",
    "SELECTOR, 25",
    "ASYNCHRONOUS, 17"
  })
  void connections_thatAreCut_endAndNeverGoOnInTheClear(Server kind, int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    AgentFlag flag = mesh.agent("back", "echo");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = kind.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = server.awaitPort();
      RecordingRelay relay = announced.relay().forwardTo(port);
      Attach.attached(jdk, server, flag.settings());
      assertThat(inside.open("kept", relay.port())).isEqualTo("ok");
      assertThat(inside.say("kept")).isEqualTo("ok");
      assertThat(outside.open("plain", port)).isEqualTo("ok");
      assertThat(outside.say("plain")).isEqualTo("ok");

      Outcome refused = Attach.detach(jdk, server, "drain=0s");

      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith(
              "weft agent: open connections of the mesh: 1 after 0 ms, and the agent goes on (exp")
          .hasLineCount(1);
      assertThat(inside.say("kept")).isEqualTo("ok");
      assertThat(inside.call(relay.port())).isEqualTo("ok");

      Attach.detached(jdk, server, "drain=0s,force=true");

      assertThat(inside.say("kept")).startsWith("failed");
      assertThat(relay.sawInTheClear(WORDS)).isFalse();
      assertThat(outside.say("plain")).isEqualTo("ok");
      assertThat(outside.call(port)).isEqualTo("ok");
      Attach.awaitNoAgentThreads(server);
      assertThat(server.isAlive()).isTrue();
    }
  }
}
