package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestWorkload;
import dev.weft.it.programs.ObedientListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process listens on is in the directory as long as it does, and no longer. */
class ClosedListenersTest {
  private static final List<String> KINDS = List.of("socket", "channel", "adaptor", "async");

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

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void close_everyKindOfListener_leavesTheAddressToOthers(int feature) throws Exception {
    try (JvmProcess program = startProgram(feature);
        TestWorkload asking = mesh.workload("front", "asking")) {
      int commands = 0;
      for (String kind : KINDS) {
        int port = tell(program, ++commands, "open " + kind + " 0");
        awaitListed(asking, port, true, kind);
        assertThat(tell(program, ++commands, "close")).isZero();
        awaitListed(asking, port, false, kind);

        try (TestWorkload other = mesh.workload("elsewhere", kind)) {
          // Fails when the policy server refuses it.
          other.announce(port);
          awaitListed(asking, port, true, kind);
        }
      }
      assertThat(program.stderr()).isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void close_afterABindThatFailed_leavesTheOtherListenerInTheDirectory(int feature)
      throws Exception {
    try (JvmProcess program = startProgram(feature);
        JvmProcess other = startProgram(feature);
        TestWorkload asking = mesh.workload("front", "asking")) {
      int port = tell(program, 1, "open channel 0");
      awaitListed(asking, port, true, "channel");
      int commands = 0;
      for (String kind : KINDS) {
        other.writeLine("open " + kind + " " + port);
        other.awaitLine("^" + ++commands + " failed$");
        assertThat(tell(other, ++commands, "close")).isZero();
      }
      // Has the other's lease told anew, with what it listens on by then.
      int last = tell(other, ++commands, "open channel 0");
      awaitListed(asking, last, true, "channel");
      assertThat(isListed(asking, port)).isTrue();
    }
  }

  private static JvmProcess startProgram(int feature) throws IOException {
    return JvmProcess.on(Jdks.require(feature))
        .options(mesh.agent("back", "server").options())
        .start(ClassPath.with(List.of()), ObedientListener.class, List.of());
  }

  private static int tell(JvmProcess program, int number, String command) {
    program.writeLine(command);
    return Integer.parseInt(program.awaitLine("^" + number + " (\\d+)$").group(1));
  }

  private static void awaitListed(TestWorkload asking, int port, boolean listed, String kind) {
    Awaitility.await(kind + " listed: " + listed)
        .atMost(JvmProcess.PATIENCE)
        .until(() -> isListed(asking, port) == listed);
  }

  private static boolean isListed(TestWorkload asking, int port) throws IOException {
    return !asking.lookUp(port).array("endpoints").values().isEmpty();
  }
}
