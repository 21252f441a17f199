package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.Stack;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.ForeignSockets;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sockets that are not the JDK's present ones: replaced by those where that can be, or reported.
 */
class ForeignSocketsTest {
  private static final String NATIVE = "org.apache.tomcat.jni.Socket";

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

  @Test
  void exchange_whereTheFormerSocketsAreAskedFor_isSecretAllTheSame() throws Exception {
    Jdk jdk = Jdks.require(17);
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server =
            Stack.SOCKET.startServer(jdk, onFormerSockets(mesh.agent("back", "echo")))) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client =
          Stack.SOCKET.startClient(
              jdk, onFormerSockets(mesh.agent("front", "client")), relay.port(), Stack.MARKER)) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(server.stop()).as(server::transcript).isZero();

        assertThat(client.stdout()).isEqualTo(Stack.RESULT);
        assertThat(relay.flows()).isNotEmpty();
        assertThat(relay.flows()).allMatch(flow -> flow.toServer().startsWithTlsHandshake());
        assertThat(relay.sawInTheClear(Stack.MARKER)).isFalse();
      }
    }
  }

  private static List<String> onFormerSockets(AgentFlag flag) {
    List<String> options = new ArrayList<>(flag.options());
    options.add("-Djdk.net.usePlainSocketImpl=true");
    return options;
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void socketsOfOnesOwn_areLeftAloneAndReported(int feature) throws Exception {
    AgentFlag flag = mesh.agent("front", "client");
    String classPath =
        ClassPath.with(List.of())
            + File.pathSeparator
            + Path.of(System.getProperty("weft.test.releases"), "tomcat-embed-core-9.0.40.jar");
    try (JvmProcess program =
        JvmProcess.on(Jdks.require(feature))
            .options(flag.options())
            .start(classPath, ForeignSockets.class, List.of(NATIVE))) {
      assertThat(program.awaitExit()).as(program::transcript).isZero();

      assertThat(program.stdout()).isEqualTo("done\n");
      assertThat(program.stderr()).isEmpty();
    }
    String program = ForeignSockets.class.getName();
    assertThat(unprotected(flag))
        .hasSize(3)
        .anyMatch(line -> line.contains(program + "$OfOneSocket"))
        .anyMatch(line -> line.contains(program + "$$Lambda"))
        .anyMatch(line -> line.contains(NATIVE));
  }

  private static List<String> unprotected(AgentFlag flag) throws Exception {
    return flag.lines().stream().filter(line -> line.contains("event=unprotected")).toList();
  }
}
