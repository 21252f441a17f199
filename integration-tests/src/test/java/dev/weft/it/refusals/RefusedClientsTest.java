package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.programs.ReportingServer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of client that a server in STRICT does not let in. */
class RefusedClientsTest {
  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static @Nullable Server server;

  @BeforeAll
  static void start() throws Exception {
    Path ca = folder.resolve("ca");
    Hand.CA.writeTo(ca);
    mesh = TestMesh.start(folder, Map.of("ca.dir", ca.toString()));
    mesh.admin().mode("back", "STRICT");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.program.close();
    }
    mesh.close();
  }

  static Stream<Arguments> strangers() {
    return Stream.of(17, 25)
        .flatMap(jdk -> Stream.of(Stranger.values()).map(stranger -> Arguments.of(jdk, stranger)));
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("strangers")
  void connection_ofAStranger_isRefusedAndTold(int feature, Stranger stranger) throws Exception {
    Server met = server(feature);
    met.connections++;
    int port = met.program.awaitPort();
    String remote;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      remote = "/127.0.0.1:" + socket.getLocalPort();
      stranger.meet(socket);
    }

    Map<String, String> values = Map.of("remote", remote, "port", "" + port);
    String name = "connection " + met.connections;
    String end = met.program.awaitLine("^" + name + " (failed|ended).*").group();
    Told.assertFailed(feature, end, name + " failed: ", stranger.text(), values);
    assertThat(met.program.stdout()).doesNotContain(name + " read");
    Told.assertRefused(
        met.log.next(), "inbound", "unauthenticated", remote, port, stranger.text(), values);
    assertThat(met.program.stderr()).isEmpty();
  }

  /** One that has lines of its log left: it tells of few refusals a minute. */
  private static Server server(int feature) throws Exception {
    Server known = server;
    if (known != null && known.feature == feature && known.connections < Server.LINES) {
      return known;
    }
    if (known != null) {
      known.program.close();
    }
    AgentFlag agent = mesh.agent("back", "server", "handshake.timeout=1s");
    JvmProcess program =
        JvmProcess.on(Jdks.require(feature))
            .options(agent.options())
            .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
    server = new Server(feature, program, new LogOf(agent));
    return server;
  }

  private static final class Server {
    static final int LINES = 5;

    final int feature;
    final JvmProcess program;
    final LogOf log;
    int connections;

    Server(int feature, JvmProcess program, LogOf log) {
      this.feature = feature;
      this.program = program;
      this.log = log;
    }
  }
}
