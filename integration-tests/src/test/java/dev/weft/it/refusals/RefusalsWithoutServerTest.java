package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.ReportingServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs are told while the policy server is away and they miss something of it. */
class RefusalsWithoutServerTest {
  private static final String NO_CONFIG =
      "the mesh has no configuration yet, because the policy server has not answered";

  @TempDir private Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void connection_beforeAnyConfig_isRefusedInAndOut(int feature) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      AgentFlag ofServer = mesh.agent("back", "server", "startup.timeout=300ms");
      AgentFlag ofClient = mesh.agent("front", "client", "startup.timeout=300ms");
      mesh.server().kill();
      try (JvmProcess program = startServer(feature, ofServer);
          ClientControl client = ClientControl.start(Jdks.require(feature), ofClient.options())) {
        int port = program.awaitPort();
        String remote = "localhost/127.0.0.1:" + port;

        assertThat(client.call(port))
            .isEqualTo("failed MeshConnectException: connection refused: " + NO_CONFIG);
        Told.assertRefused(
            refusals(ofClient), "outbound", "unauthenticated", remote, port, NO_CONFIG, Map.of());

        try (Socket outside = new Socket(InetAddress.getLoopbackAddress(), port)) {
          outside.getOutputStream().write(1);
          Hand.awaitEnd(outside);
        }
        String refused =
            "connection from {client} refused: no mutual TLS of the mesh, and port %d is STRICT"
                .formatted(port);
        assertRefused(feature, program, ofServer, port, refused);
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void connection_ownSvidHasExpired_isRefusedInAndOut(int feature) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of("svid.ttl", "3s"))) {
      mesh.admin().mode("back", "STRICT");
      AgentFlag ofServer = mesh.agent("back", "server");
      AgentFlag ofClient = mesh.agent("front", "client");
      try (JvmProcess program = startServer(feature, ofServer);
          ClientControl client = ClientControl.start(Jdks.require(feature), ofClient.options())) {
        int port = program.awaitPort();
        String remote = "localhost/127.0.0.1:" + port;
        assertThat(client.call(port)).isEqualTo("ok");

        mesh.server().kill();

        String expired =
            "this workload's SVID expired at {time} and the policy server has not renewed it";
        String out = "connection to %s refused: %s".formatted(remote, expired);
        String outcome =
            Awaitility.await()
                .atMost(JvmProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(500)) // the log takes few lines of a kind a minute
                .until(() -> client.call(port), called -> called.contains("SVID expired"));
        Told.assertIs(outcome, "failed MeshSocketException: " + out, Map.of());
        Told.assertRefused(
            lastRefusal(ofClient), "outbound", "unauthenticated", remote, port, out, Map.of());

        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> greet(program), told -> told.contains("SVID expired"));
        String in = "connection from {client} refused: " + expired;
        String end = program.awaitLine("^connection \\d+ failed: .*SVID expired.*").group();
        Told.assertFailed(feature, end, end.substring(0, end.indexOf(": ") + 2), in, Map.of());
        Told.assertRefused(
            lastRefusal(ofServer), "inbound", "unauthenticated", "{client}", port, in, Map.of());
        assertThat(program.stderr()).isEmpty();
        assertThat(client.process().stderr()).isEmpty();
      }
    }
  }

  /** Begins a handshake, and goes; what the program has told so far. */
  private static String greet(JvmProcess program) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.awaitPort())) {
      socket.getOutputStream().write(Hello.ofMesh());
      socket.shutdownOutput();
      Hand.awaitEnd(socket);
    }
    return program.stdout();
  }

  private static void assertRefused(
      int feature, JvmProcess program, AgentFlag agent, int port, String reason) throws Exception {
    String end = program.awaitLine("^connection 1 (failed|ended).*").group();
    Told.assertFailed(feature, end, "connection 1 failed: ", reason, Map.of());
    Told.assertRefused(
        refusals(agent), "inbound", "unauthenticated", "{client}", port, reason, Map.of());
  }

  /** The lines of refused connections; others tell that the policy server is away. */
  private static List<String> refusals(AgentFlag agent) throws Exception {
    return agent.lines().stream()
        .filter(line -> line.contains(" event=connection.refused "))
        .toList();
  }

  private static List<String> lastRefusal(AgentFlag agent) throws Exception {
    List<String> all = refusals(agent);
    return all.subList(Math.max(0, all.size() - 1), all.size());
  }

  private static JvmProcess startServer(int feature, AgentFlag agent) {
    return JvmProcess.on(Jdks.require(feature))
        .options(agent.options())
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }
}
