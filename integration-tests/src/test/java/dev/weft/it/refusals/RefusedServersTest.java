package dev.weft.it.refusals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AgentFlag;
import dev.weft.it.harness.TestWorkload;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of server that a client of the mesh does not talk to. */
class RefusedServersTest {
  /** Follows what is told, where the client's write has not waited for the outcome. */
  private static final String LOST = "; 14 bytes written before were not sent";

  @TempDir private static Path folder;
  private static TestMesh mesh;
  private static TestWorkload announcer;
  private static ServerSocket listener;
  private static @Nullable Client client;

  @BeforeAll
  static void start() throws Exception {
    Path ca = folder.resolve("ca");
    Hand.CA.writeTo(ca);
    mesh = TestMesh.start(folder, Map.of("ca.dir", ca.toString()));
    mesh.admin().mode("back", "STRICT");
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    announcer = mesh.workload("back", "echo");
    announcer.announce(listener.getLocalPort());
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(
            () -> !announcer.lookUp(listener.getLocalPort()).array("endpoints").values().isEmpty());
  }

  @AfterAll
  static void stop() throws Exception {
    if (client != null) {
      client.control.close();
    }
    announcer.close();
    listener.close();
    mesh.close();
  }

  static Stream<Arguments> impostors() {
    return Stream.of(17, 25)
        .flatMap(jdk -> Stream.of(Impostor.values()).map(impostor -> Arguments.of(jdk, impostor)));
  }

  @ParameterizedTest(name = "JDK {0}, {1}")
  @MethodSource("impostors")
  void connection_toAnImpostor_isRefusedAndTold(int feature, Impostor impostor) throws Exception {
    Client calling = client(feature);
    calling.calls++;
    CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(impostor));

    String outcome = calling.control.call(listener.getLocalPort());

    answered.get(JvmProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    int port = listener.getLocalPort();
    String remote = "localhost/127.0.0.1:" + port;
    Map<String, String> values = Map.of("remote", remote);
    String text = impostor.text() + (outcome.endsWith(LOST) ? LOST : "");
    Told.assertFailed(feature, outcome, "failed ", text, values);
    Told.assertRefused(calling.log.next(), "outbound", impostor.peer(), remote, port, text, values);
    assertThat(calling.control.process().stderr()).isEmpty();
  }

  private static void answer(Impostor impostor) {
    try (Socket socket = listener.accept()) {
      impostor.meet(socket);
    } catch (Exception e) {
      throw new IllegalStateException(impostor.name(), e);
    }
  }

  /** One that has lines of its log left: it tells of few refusals a minute. */
  private static Client client(int feature) throws Exception {
    Client known = client;
    if (known != null && known.feature == feature && known.calls < Client.LINES) {
      return known;
    }
    if (known != null) {
      known.control.close();
    }
    AgentFlag agent = mesh.agent("front", "client", "handshake.timeout=1s");
    client =
        new Client(
            feature, ClientControl.start(Jdks.require(feature), agent.options()), new LogOf(agent));
    return client;
  }

  private static final class Client {
    static final int LINES = 5;

    final int feature;
    final ClientControl control;
    final LogOf log;
    int calls;

    Client(int feature, ClientControl control, LogOf log) {
      this.feature = feature;
      this.control = control;
      this.log = log;
    }
  }
}
