package dev.weft.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.attach.Attach.Outcome;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestWorkload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detach that is refused says why, and the agent goes on. */
class RefusedDetachTest {
  private static final String ANYBODY_INSIDE =
      "{\"action\":\"ALLOW\",\"rules\":[{\"from\":[{\"source\":"
          + "{\"namespaces\":[\"front\"]}}]}]}";

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void detach_ofWhatPolicyWantsProtected_isRefusedAndChangesNothing(int feature) throws Exception {
    Jdk jdk = Jdks.require(feature);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        TestWorkload watcher = mesh.workload("front", "watcher");
        JvmProcess server = Server.SOCKET.start(jdk);
        ClientControl outside = ClientControl.start(jdk, List.of());
        ClientControl inside = ClientControl.start(jdk, Attach.OPTIONS)) {
      mesh.admin().mode("back", "STRICT");
      int port = server.awaitPort();
      Attach.attached(jdk, server, mesh.agent("back", "echo").settings());
      Attach.attached(jdk, inside.process(), mesh.agent("front", "client").settings());
      assertThat(inside.call(port)).isEqualTo("ok");

      Outcome ofServer = Attach.detach(jdk, server, "force=true");
      assertThat(ofServer.exit()).isEqualTo(1);
      assertThat(ofServer.err())
          .startsWith("weft agent: policy: this workload is STRICT (expected: ")
          .hasLineCount(1);
      Outcome ofClient = Attach.detach(jdk, inside.process(), "force=true");
      assertThat(ofClient.exit()).isEqualTo(1);
      assertThat(ofClient.err())
          .startsWith("weft agent: policy: the program connects to ")
          .contains(":" + port + ", which is STRICT (expected: ")
          .hasLineCount(1);

      assertThat(outside.call(port)).startsWith("failed");
      assertThat(inside.call(port)).isEqualTo("ok");
      assertThat(watcher.lookUp(port).array("endpoints").values()).hasSize(1);
      assertThat(server.stderr() + inside.process().stderr()).isEmpty();

      mesh.admin().authorize("back", "rule", ANYBODY_INSIDE);
      mesh.admin().forgetMode("back");
      awaitRefusal(jdk, server, "weft agent: policy: an AuthorizationPolicy");
      assertThat(outside.call(port)).startsWith("failed");
      assertThat(inside.call(port)).isEqualTo("ok");

      mesh.admin().unauthorize("back", "rule");
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(() -> assertThat(outside.call(port)).isEqualTo("ok"));
      Attach.detached(jdk, server, "");
      assertThat(outside.call(port)).isEqualTo("ok");
      assertThat(watcher.lookUp(port).array("endpoints").values()).isEmpty();
    }
  }

  /** The policies arrive one after the other, and until then the other one is named. */
  private static void awaitRefusal(Jdk jdk, JvmProcess program, String why) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () -> assertThat(Attach.detach(jdk, program, "force=true").err()).startsWith(why));
  }

  @Test
  void detach_whereItCannotBe_isRefused() throws Exception {
    Jdk jdk = Jdks.require(17);
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess none = Server.SOCKET.start(jdk);
        JvmProcess flagged = Server.SOCKET.start(jdk, mesh.agent("back", "echo").options());
        ClientControl inside = ClientControl.start(jdk, mesh.agent("front", "client").options())) {
      int port = flagged.awaitPort();

      assertThat(Attach.detach(jdk, none, ""))
          .isEqualTo(
              new Outcome(1, "", "weft agent: not running in this program, which is as it was\n"));
      Outcome byFlag = Attach.detach(jdk, flagged, "");
      assertThat(byFlag.exit()).isEqualTo(1);
      assertThat(byFlag.err())
          .startsWith("weft agent: running since the program's start, by the flag (expected: ");
      Outcome malformed = Attach.detach(jdk, flagged, "drain=1d");
      assertThat(malformed.exit()).isEqualTo(1);
      assertThat(malformed.err()).startsWith("weft agent: drain: 1d (expected: a duration from 0s");

      assertThat(inside.call(port)).isEqualTo("ok");
      Attach.awaitNoAgentThreads(none);
      assertThat(none.stderr() + flagged.stderr()).isEmpty();
    }
  }
}
