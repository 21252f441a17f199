package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that becomes STRICT lets no plaintext go on, not even what was open before. */
class ModeChangeTest {
  @TempDir private Path folder;

  @Test
  void mode_becomesStrict_openPlaintextIsCutAndNewIsRefused() throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess program =
            JvmProcess.on(Jdks.require(17))
                .options(mesh.agent("back", "server").options())
                .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
        ClientControl outside = ClientControl.start(Jdks.require(17), List.of());
        ClientControl inside =
            ClientControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
      int port = program.awaitPort();
      assertThat(outside.open("plain", port)).isEqualTo("ok");
      assertThat(outside.say("plain")).isEqualTo("ok");
      assertThat(inside.open("meshed", port)).isEqualTo("ok");
      assertThat(inside.say("meshed")).isEqualTo("ok");

      mesh.admin().mode("back", "STRICT");

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(outside.say("plain")).startsWith("failed"));
      assertThat(outside.call(port)).startsWith("failed");
      assertThat(inside.say("meshed")).isEqualTo("ok");
      assertThat(program.stderr()).isEmpty();
    }
  }
}
