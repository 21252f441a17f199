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
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that the agent is attached to: what it has open goes on, what it opens is meshed. */
class AttachedClientTest {
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

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void client_attachedWithAnOpenConnection_keepsItAndMeshesTheNext(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    AgentFlag flag = mesh.agent("front", "client");
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = Server.SOCKET.start(jdk, mesh.agent("back", "echo").options());
        ClientControl client = ClientControl.start(jdk, Attach.OPTIONS)) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      assertThat(client.open("old", relay.port())).isEqualTo("ok");
      assertThat(client.say("old")).isEqualTo("ok");

      Attach.attached(jdk, client.process(), flag.settings());

      assertThat(client.open("new", relay.port())).isEqualTo("ok");
      assertThat(client.say("new")).isEqualTo("ok");
      assertThat(client.say("old")).isEqualTo("ok");
      assertThat(relay.flows()).hasSize(2);
      assertThat(relay.flows().get(0).toServer().contains(WORDS)).isTrue();
      assertThat(relay.flows().get(1).toServer().startsWithTlsHandshake()).isTrue();
      assertThat(relay.flows().get(1).toServer().contains(WORDS)).isFalse();
      assertThat(flag.lines()).anyMatch(line -> line.contains("attach.older.connections open=1"));

      client.close("old");

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(flag.lines())
                      .anyMatch(line -> line.contains("attach.older.connections open=0")));
      assertThat(client.say("new")).isEqualTo("ok");
      assertThat(client.process().stderr()).isEmpty();
    }
  }
}
