package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.GrpcRelease;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NettyRelease;
import dev.weft.it.harness.RecordingRelay;
import dev.weft.it.harness.Stack;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.EpollClient;
import dev.weft.it.programs.EpollEcho;
import dev.weft.it.programs.EpollGrpc;
import dev.weft.it.programs.EpollOthers;
import dev.weft.it.programs.SocketClient;
import dev.weft.it.programs.SocketEcho;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Netty's epoll transport is part of the mesh like the JDK's sockets. The programs know no other
 * transport, so that each that works shows that it is this one.
 */
class EpollTest {
  private static final String MARKER = Stack.MARKER;
  private static final int TIMEOUT_MILLIS = (int) JvmProcess.PATIENCE.toMillis();

  @TempDir private static Path folder;
  private static TestMesh mesh;

  @BeforeAll
  static void start() throws Exception {
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    mesh.admin().mode("self", "PERMISSIVE");
  }

  @AfterAll
  static void stop() {
    mesh.close();
  }

  private static Jdk jdk(NettyRelease release) {
    return Jdks.require(release == NettyRelease.V41_EPOLL ? 17 : 25);
  }

  private static JvmProcess echo(NettyRelease release, String namespace, String... arguments)
      throws IOException {
    Jdk jdk = jdk(release);
    return release.start(
        jdk,
        mesh.agent(namespace, "echo", "sniff.timeout=200ms").options(),
        EpollEcho.class,
        arguments.length == 0 ? List.of("0") : List.of("0", arguments[0]));
  }

  private static JvmProcess client(NettyRelease release, int port, String kind) throws IOException {
    Jdk jdk = jdk(release);
    return release.start(
        jdk,
        mesh.agent("front", "client").options(),
        EpollClient.class,
        List.of("" + port, MARKER, kind));
  }

  private static void assertSecret(RecordingRelay relay) {
    assertThat(relay.flows()).isNotEmpty();
    assertThat(relay.flows())
        .allMatch(flow -> flow.toServer().startsWithTlsHandshake())
        .allMatch(flow -> flow.toClient().startsWithTlsHandshake());
    assertThat(relay.sawInTheClear(MARKER)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "V41_EPOLL,V41_EPOLL,rounds", "V42_EPOLL,V42_EPOLL,rounds", "V41_EPOLL,V42_EPOLL,half",
    "V42_EPOLL,V41_EPOLL,half", "V41_EPOLL,V41_EPOLL,file", "V42_EPOLL,V42_EPOLL,file"
  })
  void exchange_bothEndsOnEpoll_isUnharmedAndSecret(
      NettyRelease serverRelease, NettyRelease clientRelease, String kind) throws Exception {
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = echo(serverRelease, "back")) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client = client(clientRelease, relay.port(), kind)) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(server.stop()).as(server::transcript).isZero();

        String result = kind.equals("rounds") ? Stack.RESULT : "bulk unharmed\n";
        assertThat(client.stdout()).isEqualTo(result);
        assertSecret(relay);
        assertThat(server.stdout()).doesNotContain("failed");
        assertThat(client.stderr()).isEmpty();
        assertThat(server.stderr()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V41_EPOLL", "V42_EPOLL"})
  void exchange_serverOnBlockingSockets_isUnharmedAndSecret(NettyRelease release) throws Exception {
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server =
            JvmProcess.on(Jdks.require(17))
                .options(mesh.agent("back", "echo").options())
                .start(ClassPath.with(List.of()), SocketEcho.class, List.of("0", "platform"))) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client = client(release, relay.port(), "rounds")) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout()).isEqualTo(Stack.RESULT);
        assertSecret(relay);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V41_EPOLL", "V42_EPOLL"})
  void exchange_clientOnBlockingSockets_isUnharmedAndSecret(NettyRelease release) throws Exception {
    try (AnnouncedRelay announced = mesh.relay("back", "echo");
        JvmProcess server = echo(release, "back")) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client =
          JvmProcess.on(Jdks.require(17))
              .options(mesh.agent("front", "client").options())
              .start(
                  ClassPath.with(List.of()),
                  SocketClient.class,
                  List.of("" + relay.port(), MARKER, "platform"))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout()).isEqualTo(Stack.RESULT);
        assertSecret(relay);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V41_EPOLL", "V42_EPOLL"})
  void plaintext_toStrictServer_isRefusedUnheard(NettyRelease release) throws Exception {
    try (JvmProcess server = echo(release, "back")) {
      int port = server.awaitPort();

      assertThat(talkInTheClear(port, "")).isEmpty();

      server.awaitLine("^connection failed");
      assertThat(server.stdout()).doesNotContain("heard");
      try (JvmProcess client = client(release, port, "rounds")) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
      }
      server.awaitLine("^heard a client$");
    }
  }

  @ParameterizedTest
  @CsvSource({"V41_EPOLL,''", "V42_EPOLL,''", "V41_EPOLL,greeting", "V42_EPOLL,greeting"})
  void permissiveServer_takesBoth(NettyRelease release, String kind) throws Exception {
    String greeting = kind.isEmpty() ? "" : "hello";
    try (AnnouncedRelay announced = mesh.relay("self", "echo");
        JvmProcess server = echo(release, "self", kind)) {
      int port = server.awaitPort();
      assertThat(talkInTheClear(port, greeting)).asString().isEqualTo(greeting + "words");
      if (greeting.isEmpty()) {
        RecordingRelay relay = announced.relay().forwardTo(port);
        try (JvmProcess client = client(release, relay.port(), "rounds")) {
          assertThat(client.awaitExit()).as(client::transcript).isZero();
          assertSecret(relay);
        }
      }
      assertThat(server.stdout()).doesNotContain("failed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void grpc_relocatedCopy_isUnharmedAndSecret(int feature) throws Exception {
    try (AnnouncedRelay announced = mesh.relay("back", "grpc");
        JvmProcess server =
            GrpcRelease.NETTY.start(
                Jdks.require(feature),
                mesh.agent("back", "grpc").options(),
                EpollGrpc.class,
                List.of("0"))) {
      RecordingRelay relay = announced.relay().forwardTo(server.awaitPort());
      try (JvmProcess client =
          GrpcRelease.NETTY.start(
              Jdks.require(feature),
              mesh.agent("front", "client").options(),
              EpollGrpc.class,
              List.of("client", "" + relay.port(), "10", "300000", "20"))) {
        assertThat(client.awaitExit()).as(client::transcript).isZero();
        assertThat(client.stdout()).isEqualTo("saw 10\nsaw 300000\nsaw 20\n");
        assertSecret(relay);
        assertThat(server.stop()).as(server::transcript).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V41_EPOLL", "V42_EPOLL"})
  void unixAndDatagramSockets_areLeftAlone(NettyRelease release) throws Exception {
    Jdk jdk = jdk(release);
    try (JvmProcess program =
        release.start(
            jdk,
            mesh.agent("back", "others").options(),
            EpollOthers.class,
            List.of(folder.resolve("s-" + release).toString()))) {
      assertThat(program.awaitExit()).as(program::transcript).isZero();
      assertThat(program.stdout())
          .isEqualTo("unix words\ndatagram words\nhttp HTTP/1.1 204 No Content\n");
    }
  }

  private static byte[] talkInTheClear(int port, String greeting) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      byte[] first = socket.getInputStream().readNBytes(greeting.length());
      socket.getOutputStream().write("words".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return (new String(first, StandardCharsets.US_ASCII)
              + new String(answer, StandardCharsets.US_ASCII))
          .getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
