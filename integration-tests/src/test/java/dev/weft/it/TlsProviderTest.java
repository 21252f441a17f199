package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.ClientControl;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.ReportingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose TLS the agent has: BoringSSL's where it can, and the program sees nothing of it. */
class TlsProviderTest {
  private static final String LIBRARY = "libdev_weft_agent_shaded_netty_tcnative";

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

  @ParameterizedTest(name = "{0} on JDK {1}, with {2} on JDK {3}")
  @CsvSource({"auto,17,auto,25", "auto,25,jdk,17", "jdk,25,boringssl,17", "boringssl,25,auto,17"})
  void call_byWhateverTls_isLetIn(String served, int serverJdk, String called, int clientJdk)
      throws Exception {
    // Their own, because a process that was killed while it loaded its library has left that.
    Path files = Files.createTempDirectory(folder, "files");
    String place = "-Djava.io.tmpdir=" + files;
    List<String> serverOptions =
        Stream.concat(
                Stream.of(place), mesh.agent("back", "server", "tls=" + served).options().stream())
            .toList();
    List<String> clientOptions =
        Stream.concat(
                Stream.of(place), mesh.agent("front", "client", "tls=" + called).options().stream())
            .toList();
    try (JvmProcess server = server(serverJdk, serverOptions);
        ClientControl client = ClientControl.start(Jdks.require(clientJdk), clientOptions)) {
      assertThat(client.call(server.awaitPort())).isEqualTo("ok");

      assertThat(hasLibrary(server)).isEqualTo(!served.equals("jdk"));
      assertThat(hasLibrary(client.process())).isEqualTo(!called.equals("jdk"));
      assertThat(server.stderr()).isEmpty();
      assertThat(client.process().stderr()).isEmpty();
    }
    try (Stream<Path> left = Files.list(files)) {
      assertThat(left).noneMatch(it -> String.valueOf(it.getFileName()).startsWith(LIBRARY));
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void auto_libraryCannotBeLoaded_isTheJdksAndSaysSo(int jdk) throws Exception {
    TestMesh.AgentFlag flag = mesh.agent("back", "server");
    try (JvmProcess server = server(jdk, without(flag.options()));
        ClientControl client =
            ClientControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
      assertThat(client.call(server.awaitPort())).isEqualTo("ok");

      assertThat(hasLibrary(server)).isFalse();
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(flag.lines())
                      .anyMatch(it -> it.contains("tls.fallback") && it.contains("to=jdk")));
      assertThat(server.stderr()).isEmpty();
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void boringssl_libraryCannotBeLoaded_doesNotStart(int jdk) throws Exception {
    List<String> options = without(mesh.agent("back", "server", "tls=boringssl").options());
    try (JvmProcess server = server(jdk, options)) {
      assertThat(server.awaitExit()).isNotZero();
      assertThat(server.stderr())
          .contains("tls: boringssl, and its library cannot be loaded: ")
          .contains("(expected: auto or jdk)");
    }
  }

  @Test
  void nodeProxy_libraryCannotBeLoaded_hasTheJdksAndSaysSo() throws Exception {
    JvmProcess program = server(17, List.of());
    try (program;
        NodeProxyProcess proxy =
            NodeProxyProcess.start(
                mesh.proxySettings(
                    "back",
                    "proxied",
                    "{}",
                    List.of(
                        "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: tcp}"
                            .formatted(program.awaitPort())),
                    ""),
                without(List.of()));
        ClientControl client =
            ClientControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
      assertThat(client.call(proxy.ports().get(0))).isEqualTo("ok");

      proxy.process().awaitLine("event=tls\\.fallback to=jdk why=");
      assertThat(hasLibrary(client.process())).isTrue();
    }
  }

  /** With a folder for temporary files that takes none. */
  private static List<String> without(List<String> options) {
    List<String> all = new ArrayList<>(options);
    // It is there, and nobody can make a file in it.
    all.add("-Djava.io.tmpdir=/proc");
    return all;
  }

  private static JvmProcess server(int jdk, List<String> options) {
    return JvmProcess.on(Jdks.require(jdk))
        .options(options)
        .start(ClassPath.with(List.of()), ReportingServer.class, List.of("0"));
  }

  private static boolean hasLibrary(JvmProcess program) throws IOException {
    return Files.readString(Path.of("/proc/" + program.pid() + "/maps")).contains(LIBRARY);
  }
}
