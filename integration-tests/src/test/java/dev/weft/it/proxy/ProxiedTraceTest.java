package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.programs.HttpServerSeeing;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two proxies tell of a request from one program without an agent to another. */
class ProxiedTraceTest {
  @Test
  void request_throughTwoProxies_isOneTrace(@TempDir Path folder) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder, Map.of());
        JvmProcess program =
            JvmProcess.on(Jdks.require(17))
                .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
        NodeProxyProcess server =
            mesh.nodeProxy(
                "back",
                "server",
                "{}",
                List.of(
                    "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d'}".formatted(program.awaitPort())),
                "trace.store: on\n");
        NodeProxyProcess client =
            mesh.nodeProxy(
                "front",
                "shell",
                "{}",
                List.of(
                    "{outbound: '127.0.0.1:0', to: 'server.back:%d', protocol: http}"
                        .formatted(server.ports().get(0))),
                "trace.store: on\n")) {
      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(status(client.ports().get(0))).isEqualTo(200));

      Awaitility.await()
          .atMost(JvmProcess.PATIENCE)
          .untilAsserted(() -> assertThat(traces(mesh)).anySatisfy(ProxiedTraceTest::isOfBoth));
    }
  }

  private static int status(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/open");
    return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
  }

  private static List<JsonObject> traces(TestMesh mesh) throws Exception {
    JsonObject list = mesh.admin().calls().send("GET", "/apis/weft.dev/v1/traces").ok().body();
    return list.array("items").values().stream()
        .map(item -> ((JsonObject) item).object("spec"))
        .toList();
  }

  private static void isOfBoth(JsonObject trace) {
    assertThat(trace.get("spanCount")).isEqualTo(new JsonNumber(BigDecimal.valueOf(2)));
    assertThat(String.valueOf(trace.get("workloads")))
        .contains("spiffe://weft.local/ns/front/sa/shell", "spiffe://weft.local/ns/back/sa/server");
  }
}
