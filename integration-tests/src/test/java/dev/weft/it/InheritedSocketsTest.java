package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.Stack;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.harness.TestWorkload;
import dev.weft.it.programs.InheritedEcho;
import dev.weft.it.programs.OneSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that are started with a connection or with a server socket, as inetd and systemd start
 * them: in the mesh like any other.
 */
@NeedsPrograms("python3")
class InheritedSocketsTest {
  /** Listens, says where, and becomes the JVM, whose standard input is what comes of it. */
  private static final String LAUNCHER =
      """
      import os, socket, sys
      server = socket.create_server(("127.0.0.1", 0))
      print("listening", server.getsockname()[1], flush=True)
      given = server.accept()[0] if sys.argv[1] == "nowait" else server
      os.dup2(given.fileno(), 0)
      os.execv(sys.argv[2], sys.argv[2:])
      """;

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

  @ParameterizedTest(name = "JDK {0} {1}")
  @CsvSource({
    "17, blocking",
    "17, selector",
    "17, file",
    "25, blocking",
    "25, selector",
    "25, file"
  })
  void exchange_onAConnectionThatTheProgramIsStartedWith_isSecret(int feature, String how)
      throws Exception {
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = startServer(feature, "nowait", how)) {
      announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client =
          JvmProcess.on(Jdks.require(feature))
              .options(mesh.agent("front", "client").options())
              .start(
                  ClassPath.with(List.of()),
                  OneSession.class,
                  List.of(Integer.toString(announced.relay().port()), Stack.MARKER))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(server.awaitExit()).as(server::transcript).isZero();
        assertThat(announced.relay().flows())
            .isNotEmpty()
            .allMatch(flow -> flow.toServer().startsWithTlsHandshake());
        assertThat(announced.relay().sawInTheClear(Stack.MARKER)).isFalse();
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void serverSocketThatTheProgramIsStartedWith_isAnnouncedUntilItIsClosed(int feature)
      throws Exception {
    try (TestWorkload asking = mesh.workload("front", "asking");
        ClientControl outside = ClientControl.start(Jdks.require(feature), List.of());
        ClientControl client =
            ClientControl.start(Jdks.require(feature), mesh.agent("front", "client").options());
        JvmProcess server = startServer(feature, "wait", "blocking")) {
      int port = server.awaitPort();
      server.awaitLine("^serving " + port + "$");
      Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> isListed(asking, port));

      assertThat(client.call(port)).isEqualTo("ok");
      assertThat(outside.call(port)).startsWith("failed");

      assertThat(server.awaitExit()).as(server::transcript).isZero();
      Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> !isListed(asking, port));
    }
  }

  private static JvmProcess startServer(int feature, String kind, String how) throws IOException {
    return JvmProcess.on(Jdks.require(feature))
        .by(List.of(InstalledPrograms.path("python3"), "-c", LAUNCHER, kind))
        .options(mesh.agent("back", "echo").options())
        .start(ClassPath.with(List.of()), InheritedEcho.class, List.of(how));
  }

  private static boolean isListed(TestWorkload asking, int port) throws IOException {
    return !asking.lookUp(port).array("endpoints").values().isEmpty();
  }
}
