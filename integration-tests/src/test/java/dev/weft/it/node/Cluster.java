package dev.weft.it.node;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.it.harness.ApiServer;
import dev.weft.it.harness.TestMesh;
import dev.weft.it.harness.TokenSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster: its API server, which is the test's, tells the policy server of nodes and pods, and
 * that tells each node's proxy whom to serve.
 */
final class Cluster implements AutoCloseable {
  private static final String ISSUER = "https://kubernetes.default.svc";
  private static final String PODS = "/api/v1/pods";
  private static final JsonObject CAPTURED =
      JsonObject.builder().put("weft.dev/capture", "node").build();
  private static final JsonObject NOTHING = JsonObject.builder().build();

  private final Path folder;
  private final TokenSigner issuer = new TokenSigner();
  private final ApiServer api;
  private final TestMesh mesh;

  /** Two nodes, with a proxy's pod on each. */
  Cluster(Path folder) throws Exception {
    this.folder = folder;
    this.api = ApiServer.start(folder);
    Map<String, String> settings = new HashMap<>(api.settings());
    settings.put("kubernetes.issuer", ISSUER);
    settings.put(
        "kubernetes.jwks",
        Files.writeString(folder.resolve("jwks.json"), issuer.keySet()).toString());
    settings.put("kubernetes.node.proxies", "weft-system/node-proxy");
    this.mesh = TestMesh.start("198.18.0.1", folder, settings);
    for (String node : List.of("node1", "node2")) {
      api.put("/api/v1/nodes", "", node, NOTHING, NOTHING);
      put("weft-system", proxy(node), spec("node-proxy", node), NOTHING);
    }
  }

  TestMesh mesh() {
    return mesh;
  }

  /** The UID of the pod of that name. */
  static String uid(String pod) {
    return "uid-" + pod;
  }

  /** The name of the pod of that node's proxy. */
  static String proxy(String node) {
    return "proxy-" + node;
  }

  /** A pod of the namespace shop, whose service account is named as it is. */
  void pod(String name, String node, String... addresses) {
    put("shop", name, spec(name, node), NOTHING, addresses);
  }

  /** As {@link #pod}, to be captured. */
  void captured(String name, String node, String... addresses) {
    put("shop", name, spec(name, node), CAPTURED, addresses);
  }

  /** As {@link #captured}, in its node's network. */
  void ofItsNode(String name, String node, String... addresses) {
    JsonObject spec = spec(name, node).with("hostNetwork", new JsonBoolean(true));
    put("shop", name, spec, CAPTURED, addresses);
  }

  /** The cluster has that pod no more. */
  void delete(String name) {
    api.delete(PODS, "shop", name);
  }

  private static JsonObject spec(String account, String node) {
    JsonObject port = JsonObject.builder().put("containerPort", 8080).build();
    JsonObject container = JsonObject.builder().put("ports", new JsonArray(List.of(port))).build();
    return JsonObject.builder()
        .put("serviceAccountName", account)
        .put("nodeName", node)
        .put("containers", new JsonArray(List.of(container)))
        .build();
  }

  private void put(
      String namespace, String name, JsonObject spec, JsonObject labels, String... addresses) {
    List<JsonValue> ips = new ArrayList<>();
    for (String address : addresses) {
      ips.add(JsonObject.builder().put("ip", address).build());
    }
    JsonObject status =
        JsonObject.builder().put("phase", "Running").put("podIPs", new JsonArray(ips)).build();
    api.put(
        PODS,
        namespace,
        name,
        labels,
        JsonObject.builder().put("spec", spec).put("status", status).build());
  }

  /** The settings of that node's proxy, which captures in that way. */
  Path settings(String node, String capture) throws Exception {
    Path token = Files.writeString(folder.resolve(node + ".token"), token(node));
    String yaml =
        "server: %s\nsniff.timeout: 3s\ncapture: %s\npods: on\ntrace.store: on\nkubernetes.token.file: %s\nca.file: %s\n"
            .formatted(
                mesh.server().address(), capture, token, folder.resolve("data").resolve("ca.pem"));
    return Files.writeString(folder.resolve(node + ".yaml"), yaml);
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
                    .put("pod", object(proxy(node)))
                    .put("node", object(node))
                    .build())
            .build());
  }

  private static JsonObject object(String name) {
    return JsonObject.builder().put("name", name).put("uid", uid(name)).build();
  }

  @Override
  public void close() {
    mesh.close();
    api.close();
  }
}
