package dev.weft.server;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.kubernetes.TestApiServer;
import dev.weft.server.kubernetes.TestCluster;
import dev.weft.server.kubernetes.TestCluster.IssuerKey;
import dev.weft.server.settings.KubernetesSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A policy server that follows a cluster of two nodes, with pods and node proxies on both. */
final class ProxiedCluster implements AutoCloseable {
  static final String PODS = "/api/v1/pods";
  static final String SVID = "/mesh/v1/svid";

  final TestApiServer api;
  final TestServer server;
  private final Path temp;
  private final IssuerKey key = IssuerKey.ec("k1");

  ProxiedCluster(Path temp) throws Exception {
    this.temp = temp;
    this.api = TestApiServer.start(temp);
    api.put("/api/v1/nodes", "", "n1", "", "");
    api.put("/api/v1/nodes", "", "n2", "", "");
    pod("mesh", "proxy-1", "node-proxy", "n1", "Running");
    pod("mesh", "proxy-2", "node-proxy", "n2", "Running");
    pod("shop", "p1", "orders", "n1", "Running");
    pod("shop", "p2", "orders", "n2", "Running");
    pod("shop", "ended", "orders", "n1", "Succeeded");
    pod("weft-system", "own", "policy-server", "n1", "Running");
    pod("weft-system", "proxy-3", "weft-node-proxy", "n1", "Running");
    labelled("shop", "web", "web", "n1", "10.1.0.9");
    labelled("shop", "far", "web", "n2", "10.2.0.9");
    labelled("shop", "new", "web", "n1", "");
    ofItsNode("shop", "hosted", "web", "n1", "10.0.0.1");
    this.server = TestServer.start(temp.resolve("data"), settings(api.settings()));
    api.awaitAsked(asked -> asked.stream().filter(it -> it.contains("watch=")).count() >= 4);
  }

  /** Lets the time pass in which an address that failed often may not fail again. */
  void restAfterFailures() {
    server.turnClock(Duration.ofSeconds(1));
  }

  KubernetesSettings settings(KubernetesSettings.Api from) throws Exception {
    Path keys = Files.writeString(temp.resolve("jwks.json"), TestCluster.jwks(key));
    return new KubernetesSettings(
        Optional.of(
            new KubernetesSettings.Attestation(
                TestCluster.ISSUER, "weft", new KubernetesSettings.Keys.File(keys))),
        Optional.of(from),
        Set.of(
            new KubernetesSettings.ServiceAccount("mesh", "node-proxy"),
            new KubernetesSettings.ServiceAccount("weft-system", "weft-node-proxy")));
  }

  void pod(String namespace, String name, String account, String node, String phase) {
    api.put(
        PODS,
        namespace,
        name,
        "",
        "'spec':{'serviceAccountName':'%s','nodeName':'%s'},'status':{'phase':'%s'}"
            .formatted(account, node, phase));
  }

  void labelled(String namespace, String name, String account, String node, String address) {
    labelled(namespace, name, account, node, address, "");
  }

  private void ofItsNode(
      String namespace, String name, String account, String node, String address) {
    labelled(namespace, name, account, node, address, "'hostNetwork':true,");
  }

  private void labelled(
      String namespace, String name, String account, String node, String address, String more) {
    String ips = address.isEmpty() ? "" : "'podIPs':[{'ip':'" + address + "'}],";
    api.put(
        PODS,
        namespace,
        name,
        "'labels':{'app':'web','weft.dev/capture':'node'}",
        ("'spec':{%s'serviceAccountName':'%s','nodeName':'%s','containers':[{'ports':"
                + "[{'containerPort':8080,'name':'http-web'},{'containerPort':53,'protocol':'UDP'}]}]},"
                + "'status':{%s'phase':'Running'}")
            .formatted(more, account, node, ips));
  }

  String token(String namespace, String account, String pod, String node, String nodeUid)
      throws Exception {
    JsonObject claims = TestCluster.claims(namespace, account, Instant.now());
    JsonObject ofPod = TestCluster.with(claims, "pod", object(pod, "uid-" + pod));
    return key.sign(TestCluster.with(ofPod, "node", object(node, nodeUid)));
  }

  String proxyToken() throws Exception {
    return token("mesh", "node-proxy", "proxy-1", "n1", "uid-n1");
  }

  String meshsOwnProxyToken() throws Exception {
    return token("weft-system", "weft-node-proxy", "proxy-3", "n1", "uid-n1");
  }

  static JsonObject object(String name, String uid) {
    return JsonObject.builder().put("name", name).put("uid", uid).build();
  }

  static String body(String csr, String namespace, String name, String uid) {
    return JsonWriter.write(
        JsonObject.builder()
            .put("csr", csr)
            .put("pod", object(name, uid).with("namespace", new JsonString(namespace)))
            .build());
  }

  Answer ask(String token, String namespace, String name, String uid) throws Exception {
    return send(token, body(Csr.of(Svid.newKeys()).pem(), namespace, name, uid));
  }

  Answer send(String token, String body) throws Exception {
    return server.anonymous().with("Authorization", "Bearer " + token).post(SVID, body);
  }

  List<JsonObject> audit(String action) throws Exception {
    server.writeRefusals();
    List<JsonObject> specs = new ArrayList<>();
    server
        .admin()
        .get("/apis/weft.dev/v1/auditevents?action=" + action)
        .array("items")
        .values()
        .forEach(it -> specs.add(((JsonObject) it).object("spec")));
    return specs;
  }

  @Override
  public void close() {
    server.close();
    api.close();
  }
}
