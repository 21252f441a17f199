package dev.weft.it.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.InstalledPrograms;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NeedsPrograms;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.ProgramProcess;
import dev.weft.it.harness.ProgramProcess.Ended;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TestMesh.AnnouncedRelay;
import dev.weft.it.programs.HttpServerEcho;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * curl in every way in which the proxy is told of, towards a JVM with the agent and towards Python
 * behind an inbound port. Both echo what they are sent.
 */
@NeedsPrograms({"curl", "python3"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurlTest {
  private static final String MARKER = "for-one-pair-of-eyes";

  private Path folder;
  private TestMesh mesh;
  private JvmProcess jvm;
  private ProgramProcess python;
  private NodeProxyProcess inbound;
  private NodeProxyProcess outbound;
  private final List<AnnouncedRelay> wires = new ArrayList<>();

  /** How curl comes to the proxy. */
  enum Way {
    FORWARD,
    TUNNEL,
    SOCKS,
    MAPPED
  }

  /** Who answers. */
  enum Server {
    JVM("jvm", 0),
    PYTHON("python", 1);

    final String serviceAccount;
    final int number;

    Server(String serviceAccount, int number) {
      this.serviceAccount = serviceAccount;
      this.number = number;
    }
  }

  static Stream<Arguments> pairs() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(Server.values()).map(server -> Arguments.of(way, server)));
  }

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    mesh = TestMesh.start(folder, Map.of());
    mesh.admin().mode("back", "STRICT");
    mesh.admin()
        .authorize(
            "back",
            "rule",
            "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":"
                + "{\"paths\":[\"/echo/closed\"]}}]}]}");
    jvm =
        JvmProcess.on(Jdks.require(17))
            .options(mesh.agent("back", "jvm").options())
            .start(ClassPath.with(List.of()), HttpServerEcho.class, List.of("0"));
    python =
        ProgramProcess.start(
            List.of(InstalledPrograms.path("python3"), Resources.file("echo_server.py") + ""));
    inbound =
        mesh.nodeProxy(
            "back",
            "python",
            "{}",
            List.of(
                "{inbound: '127.0.0.1:0', to: '127.0.0.1:%s'}"
                    .formatted(python.awaitLine("^listening (\\d+)$").group(1))));
    wires.add(wire("jvm", jvm.awaitPort()));
    wires.add(wire("python", inbound.ports().get(0)));
    outbound =
        mesh.nodeProxy(
            "front",
            "shell",
            "{}",
            List.of(
                "{forward: '127.0.0.1:0'}",
                "{socks: '127.0.0.1:0'}",
                "{outbound: '127.0.0.1:0', to: '%s', protocol: http}".formatted(host(Server.JVM)),
                "{outbound: '127.0.0.1:0', to: '%s'}".formatted(host(Server.PYTHON))));
  }

  private AnnouncedRelay wire(String serviceAccount, int port) throws Exception {
    AnnouncedRelay wire = mesh.relay("back", serviceAccount);
    wire.relay().forwardTo(port);
    return wire;
  }

  @AfterAll
  void stop() throws IOException {
    for (AnnouncedRelay wire : wires) {
      assertThat(wire.relay().flows())
          .isNotEmpty()
          .allMatch(flow -> flow.toServer().startsWithTlsHandshake());
      assertThat(wire.relay().sawInTheClear(MARKER)).isFalse();
      wire.close();
    }
    for (NodeProxyProcess proxy : List.of(outbound, inbound)) {
      assertThat(proxy.process().stderr()).isEmpty();
      assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault");
      proxy.close();
    }
    python.close();
    jvm.close();
    mesh.close();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void post_ofABody_comesBack(Way way, Server server) {
    Ended curl = curl(way, server, "/echo", "-d", MARKER);

    assertThat(curl).isEqualTo(new Ended(0, MARKER + "\n", ""));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void post_thatExpectsToContinue_isToldToByTheServer(Way way, Server server) {
    Ended curl = curl(way, server, "/echo", "-v", "-H", "Expect: 100-continue", "-d", MARKER);

    assertThat(curl.stdout()).isEqualTo(MARKER + "\n");
    assertThat(curl.stderr()).contains("< HTTP/1.1 100 ", "< HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void upload_ofMegabytes_comesBackUnharmed(Way way, Server server) throws IOException {
    Path file = file();
    Path got = folder.resolve("got-" + way + server);

    Ended curl = curl(way, server, "/echo", "-T", file.toString(), "-o", got.toString());

    assertThat(curl.exit()).as(curl::stderr).isZero();
    assertThat(Files.mismatch(file, got)).isEqualTo(-1);
    Files.delete(got);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void upload_inChunks_comesBackUnharmed(Way way, Server server) throws IOException {
    Path file = file();
    Path got = folder.resolve("got-" + way + server);

    Ended curl =
        curl(
            way,
            server,
            "/echo",
            "-H",
            "Transfer-Encoding: chunked",
            "-T",
            file.toString(),
            "-o",
            got.toString());

    assertThat(curl.exit()).as(curl::stderr).isZero();
    assertThat(Files.mismatch(file, got)).isEqualTo(-1);
    Files.delete(got);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void post_toADeniedPath_getsTheRule(Way way, Server server) {
    Ended curl = curl(way, server, "/echo/closed", "-i", "-d", "body");

    assertThat(curl.stdout())
        .contains("HTTP/1.1 403 ", "RBAC: access denied: explicit-deny by back/rule[0]");
    assertThat(python.stdout()).doesNotContain("closed");
  }

  private Path file() throws IOException {
    Path file = folder.resolve("file");
    if (!Files.exists(file)) {
      byte[] bytes = new byte[8 << 20];
      new Random(2).nextBytes(bytes);
      Files.write(file, bytes);
    }
    return file;
  }

  private Ended curl(Way way, Server server, String path, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(InstalledPrograms.path("curl"), "-sS", "--http1.1", "--max-time", "60"));
    String at = host(server);
    switch (way) {
      case FORWARD -> command.addAll(List.of("-x", "http://" + local(0)));
      case TUNNEL -> command.addAll(List.of("-p", "-x", "http://" + local(0)));
      case SOCKS -> command.addAll(List.of("--socks5-hostname", local(1)));
      case MAPPED -> at = local(2 + server.number);
    }
    command.addAll(List.of(arguments));
    command.add("http://" + at + path);
    return ProgramProcess.run(command);
  }

  private String host(Server server) {
    return server.serviceAccount + ".back:" + wires.get(server.number).relay().port();
  }

  private String local(int listener) {
    return "127.0.0.1:" + outbound.ports().get(listener);
  }
}
