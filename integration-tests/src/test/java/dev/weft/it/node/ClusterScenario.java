package dev.weft.it.node;

import static dev.weft.it.node.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.it.harness.ApiServer;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TokenSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Node proxies of a cluster: the API server, which is the test's, tells the policy server of nodes
 * and pods, and that tells each node's proxy whom to serve. See {@link NodeScenario} for the data
 * path.
 */
final class ClusterScenario {
  /** How many steps there are. */
  static final int STEPS = 4;

  private static final String ISSUER = "https://kubernetes.default.svc";
  private static final String PODS = "/api/v1/pods";
  private static final JsonObject CAPTURED =
      JsonObject.builder().put("weft.dev/capture", "node").build();
  private static final JsonObject NOTHING = JsonObject.builder().build();
  private static final Place SHELL = new Place("shell");
  private static final Place WEB = new Place("web");
  private static final Place BOOKS = new Place("books");
  private static final Place PLAIN = new Place("plain");
  private static final String BOOKS_URL = "http://198.18.2.10:8080";

  private final Path folder;
  private final Wire wire;
  private final TokenSigner issuer = new TokenSigner();
  private final ApiServer api;
  private final TestMesh mesh;
  private final List<NodeProxyProcess> proxies = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  private ClusterScenario(Path folder) throws Exception {
    this.folder = folder;
    this.wire = new Wire(folder);
    this.api = ApiServer.start(folder);
    Map<String, String> settings = new HashMap<>(api.settings());
    settings.put("kubernetes.issuer", ISSUER);
    settings.put(
        "kubernetes.jwks",
        Files.writeString(folder.resolve("jwks.json"), issuer.keySet()).toString());
    settings.put("kubernetes.node.proxies", "weft-system/node-proxy");
    this.mesh = TestMesh.start("198.18.0.1", folder, settings);
  }

  /** Runs all; its argument is a folder for files. */
  public static void main(String[] arguments) throws Exception {
    ClusterScenario scenario = new ClusterScenario(Path.of(arguments[0]));
    try {
      scenario.run();
    } catch (Steps.FailedException e) {
      scenario.proxies.forEach(proxy -> System.out.println(proxy.process().transcript()));
      System.out.println(scenario.mesh.server().transcript());
    } finally {
      scenario.close();
    }
  }

  private void run() throws Exception {
    for (Place place : List.of(WEB, BOOKS)) {
      Spoken web = place.open("node", Place.script("web.mjs"));
      open.add(web);
      assertThat(web.hear()).isEqualTo("listening 8080");
    }
    for (String node : List.of("node1", "node2")) {
      api.put("/api/v1/nodes", "", node, NOTHING, NOTHING);
      pod("weft-system", "proxy-" + node, "node-proxy", node, NOTHING);
    }
    pod("shop", "shell", "shell", "node1", CAPTURED, "198.18.1.10", "fd00:18:1::10");
    pod("shop", "web", "web", "node1", CAPTURED, "198.18.1.11", "fd00:18:1::11");
    pod("shop", "books", "books", "node2", CAPTURED, "198.18.2.10", "fd00:18:2::10");
    pod("shop", "plain", "plain", "node2", NOTHING, "198.18.2.11", "fd00:18:2::11");
    proxies.add(proxy("node1"));
    proxies.add(proxy("node2"));

    step("podsOfTheCluster_meetInMutualTls", this::meet);
    step("strict_podWithoutTheLabelIsOutside", this::strict);
    step("podThatComes_isServed", this::comes);
    step("podThatGoes_isCapturedNoMore", this::goes);
  }

  private void meet() throws Exception {
    awaitText(SHELL, BOOKS_URL, " 00-");
    String seen =
        wire.during(
            () ->
                assertThat(SHELL.curl(BOOKS_URL + "/" + Wire.MARKER).text())
                    .contains("198.18.1.10 GET /" + Wire.MARKER)
                    .endsWith(" 200"));
    assertThat(seen).doesNotContain(Wire.MARKER);
    assertThat(SHELL.curl("http://[fd00:18:2::10]:8080").text()).contains("fd00:18:1::10");
    assertThat(SHELL.curl("http://198.18.1.11:8080").text()).contains("198.18.1.10");
  }

  private void strict() throws Exception {
    mesh.admin().mode("shop", "STRICT");
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> PLAIN.curl(BOOKS_URL).code() != 0);
    assertThat(SHELL.curl(BOOKS_URL).text()).endsWith(" 200");
    assertThat(new Place("node2").curl(BOOKS_URL).text()).endsWith(" 200");
  }

  private void comes() throws Exception {
    pod("shop", "late", "late", "node2", CAPTURED, "198.18.2.11");
    awaitText(PLAIN, BOOKS_URL, "198.18.2.11 GET / ");
  }

  private void goes() throws Exception {
    api.delete(PODS, "shop", "late");
    Awaitility.await().atMost(JvmProcess.PATIENCE).until(() -> PLAIN.curl(BOOKS_URL).code() != 0);
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(new Place("node2").run("nft", "list", "table", "inet", "weft").text())
                    .contains("198.18.2.10")
                    .doesNotContain("198.18.2.11"));
  }

  private static void awaitText(Place place, String url, String text) {
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .untilAsserted(() -> assertThat(place.curl(url).text()).contains(text).endsWith(" 200"));
  }

  private void pod(
      String namespace,
      String name,
      String account,
      String node,
      JsonObject labels,
      String... addresses) {
    List<JsonValue> ips = new ArrayList<>();
    for (String address : addresses) {
      ips.add(JsonObject.builder().put("ip", address).build());
    }
    JsonObject port = JsonObject.builder().put("containerPort", 8080).build();
    JsonObject container = JsonObject.builder().put("ports", new JsonArray(List.of(port))).build();
    api.put(
        PODS,
        namespace,
        name,
        labels,
        JsonObject.builder()
            .put(
                "spec",
                JsonObject.builder()
                    .put("serviceAccountName", account)
                    .put("nodeName", node)
                    .put("containers", new JsonArray(List.of(container)))
                    .build())
            .put(
                "status",
                JsonObject.builder()
                    .put("phase", "Running")
                    .put("podIPs", new JsonArray(ips))
                    .build())
            .build());
  }

  private NodeProxyProcess proxy(String node) throws Exception {
    Path token = Files.writeString(folder.resolve(node + ".token"), token(node));
    String yaml =
        "server: %s\nsniff.timeout: 3s\ncapture: node\npods: on\ntrace.store: on\nkubernetes.token.file: %s\nca.file: %s\n"
            .formatted(mesh.server().address(), token, folder.resolve("data").resolve("ca.pem"));
    return NodeProxyProcess.start(Files.writeString(folder.resolve(node + ".yaml"), yaml), node);
  }

  /** The token of a node proxy's own pod, as a cluster signs it. */
  private String token(String node) throws Exception {
    long now = Instant.now().getEpochSecond();
    return issuer.sign(
        JsonObject.builder()
            .put("iss", ISSUER)
            .put("sub", "system:serviceaccount:weft-system:node-proxy")
            .put("aud", new JsonArray(List.of(new JsonString("weft"))))
            .put("iat", now)
            .put("nbf", now)
            .put("exp", now + 3600)
            .put(
                "kubernetes.io",
                JsonObject.builder()
                    .put("namespace", "weft-system")
                    .put("serviceaccount", object("node-proxy"))
                    .put("pod", object("proxy-" + node))
                    .put("node", object(node))
                    .build())
            .build());
  }

  private static JsonObject object(String name) {
    return JsonObject.builder().put("name", name).put("uid", "uid-" + name).build();
  }

  private void close() throws Exception {
    proxies.forEach(NodeProxyProcess::close);
    for (AutoCloseable one : open) {
      one.close();
    }
    mesh.close();
    api.close();
  }
}
