package dev.weft.it.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.RawHttpControl;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.UndertowRelease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that waits to be told to send its body. */
class ContinueTest {
  private static final Map<String, Function<List<String>, JvmProcess>> SERVERS =
      Map.of(
          "Jetty 9.4.0", it -> EarlierJettyRelease.V9_4_0.start(Jdks.require(17), it),
          "Jetty 11", it -> EarlierJettyRelease.V11.start(Jdks.require(25), it),
          "Jetty 12.0", it -> JettyRelease.V12_0.start(Jdks.require(17), it, "jetty"),
          "Jetty 12.1", it -> JettyRelease.V12_1.start(Jdks.require(25), it, "jetty"),
          "Undertow 2.1", it -> UndertowRelease.V2_1.start(Jdks.require(17), it),
          "Undertow 2.4", it -> UndertowRelease.V2_4.start(Jdks.require(25), it));

  static Set<String> servers() {
    return SERVERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void request_allowedThatExpectsToContinue_isToldToAndServed(String name, @TempDir Path folder)
      throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of())) {
      mesh.admin().mode("back", "STRICT");
      mesh.admin()
          .authorize(
              "back",
              "rule",
              "{\"action\":\"ALLOW\",\"rules\":[{\"to\":[{\"operation\":"
                  + "{\"methods\":[\"POST\"],\"paths\":[\"/open\"]}}]}]}");
      try (JvmProcess server =
              requireNonNull(SERVERS.get(name)).apply(mesh.agent("back", "server").options());
          RawHttpControl client =
              RawHttpControl.start(Jdks.require(17), mesh.agent("front", "client").options())) {
        int port = server.awaitPort();
        Awaitility.await()
            .atMost(JvmProcess.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(client.send(port, "GET /open HTTP/1.1\r\nHost: a\r\n\r\n"))
                        .startsWith("403 "));

        String head =
            "POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
        assertThat(client.sendOn("held", port, head)).startsWith("100 ");
        assertThat(client.sendOn("held", port, "hello"))
            .startsWith("200 saw POST [/open] ")
            .endsWith("body=hello");
        assertThat(server.stderr()).isEmpty();
      }
    }
  }
}
