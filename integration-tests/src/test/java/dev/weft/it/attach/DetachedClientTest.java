package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.attach.Attach.Outcome;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.Recording;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that the agent is taken out of: what it opens from then on is in the clear. */
class DetachedClientTest {
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

  @ParameterizedTest(name = "{0} on JDK {1}")
  @CsvSource({"socket, 17", "socket, 25", "selector, 17", "selector, 25", "async, 17", "async, 25"})
  void client_detachedWithAnOpenConnection_keepsItToItsEndAndOpensPlainOnes(
      String kind, int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    AgentFlag flag = mesh.agent("front", "client");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = Server.SOCKET.start(jdk, mesh.agent("back", "echo").options());
        ClientControl client = ClientControl.start(jdk, Attach.OPTIONS)) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      Attach.attached(jdk, client.process(), flag.settings());
      assertThat(client.open("kept", relay.port(), kind)).isEqualTo("ok");
      assertThat(client.say("kept")).isEqualTo("ok");

      Detaching detaching = Detaching.begin(jdk, client.process(), flag);

      assertThat(client.open("during", relay.port(), kind)).isEqualTo("ok");
      assertThat(client.say("during")).isEqualTo("ok");
      assertThat(client.say("kept")).isEqualTo("ok");
      assertThat(detaching.isDone()).isFalse();
      assertThat(client.close("kept")).isEqualTo("ok");
      assertThat(detaching.outcome())
          .isEqualTo(new Outcome(0, "pid " + client.process().pid() + ": detached\n", ""));

      assertThat(client.say("during")).isEqualTo("ok");
      assertThat(client.open("after", relay.port(), kind)).isEqualTo("ok");
      assertThat(client.say("after")).isEqualTo("ok");
      assertThat(relay.flows()).hasSize(3);
      assertThat(relay.flows().get(0).toServer().startsWithTlsHandshake()).isTrue();
      assertThat(relay.flows().get(0).toServer().contains(WORDS)).isFalse();
      assertThat(relay.flows().get(0).toClient().contains(WORDS)).isFalse();
      assertThat(text(relay.flows().get(1).toServer())).isEqualTo(WORDS + WORDS);
      assertThat(text(relay.flows().get(2).toServer())).isEqualTo(WORDS);
      Attach.awaitNoAgentThreads(client.process());

      Attach.attached(jdk, client.process(), mesh.agent("front", "client").settings());

      assertThat(client.say("after")).isEqualTo("ok");
      assertThat(client.open("again", relay.port(), kind)).isEqualTo("ok");
      assertThat(client.say("again")).isEqualTo("ok");
      assertThat(relay.flows().get(3).toServer().startsWithTlsHandshake()).isTrue();
      assertThat(relay.flows().get(3).toServer().contains(WORDS)).isFalse();

      Attach.detached(jdk, client.process(), "drain=0s,force=true");

      assertThat(client.say("again")).startsWith("failed");
      assertThat(relay.flows().get(3).toServer().contains(WORDS)).isFalse();
      assertThat(client.say("after")).isEqualTo("ok");
      assertThat(client.process().stderr()).isEmpty();
      assertThat(flag.lines()).noneMatch(line -> line.contains("event=fault"));
    }
  }

  private static String text(Recording recording) {
    return new String(recording.bytes(), StandardCharsets.US_ASCII);
  }
}
