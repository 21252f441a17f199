package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.kubernetes.TestApiServer;
import dev.weft.server.kubernetes.TestCluster;
import dev.weft.server.kubernetes.TestCluster.IssuerKey;
import dev.weft.server.settings.KubernetesSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node proxy gets SVIDs for the pods of its node, and no others. */
class NodeProxyTest {
  private static final String PODS = "/api/v1/pods";
  private static final String SVID = "/mesh/v1/svid";

  @TempDir private static Path temp;
  private static IssuerKey key;
  private static TestApiServer api;
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    key = IssuerKey.ec("k1");
    api = TestApiServer.start(temp);
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
    server = TestServer.start(temp.resolve("data"), settings(api.settings()));
    api.awaitAsked(asked -> asked.stream().filter(it -> it.contains("watch=")).count() >= 4);
  }

  @AfterAll
  static void stop() {
    server.close();
    api.close();
  }

  /** Lets the time pass in which an address that failed often may not fail again. */
  @BeforeEach
  void restAfterFailures() {
    server.turnClock(Duration.ofSeconds(1));
  }

  private static KubernetesSettings settings(KubernetesSettings.Api from) throws Exception {
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

  private static void pod(
      String namespace, String name, String account, String node, String phase) {
    api.put(
        PODS,
        namespace,
        name,
        "",
        "'spec':{'serviceAccountName':'%s','nodeName':'%s'},'status':{'phase':'%s'}"
            .formatted(account, node, phase));
  }

  private static void labelled(
      String namespace, String name, String account, String node, String address) {
    String ips = address.isEmpty() ? "" : "'podIPs':[{'ip':'" + address + "'}],";
    api.put(
        PODS,
        namespace,
        name,
        "'labels':{'app':'web','weft.dev/capture':'node'}",
        ("'spec':{'serviceAccountName':'%s','nodeName':'%s','containers':[{'ports':"
                + "[{'containerPort':8080},{'containerPort':53,'protocol':'UDP'}]}]},"
                + "'status':{%s'phase':'Running'}")
            .formatted(account, node, ips));
  }

  private static String token(
      String namespace, String account, String pod, String node, String nodeUid) throws Exception {
    JsonObject claims = TestCluster.claims(namespace, account, Instant.now());
    JsonObject ofPod = TestCluster.with(claims, "pod", object(pod, "uid-" + pod));
    return key.sign(TestCluster.with(ofPod, "node", object(node, nodeUid)));
  }

  private static String proxyToken() throws Exception {
    return token("mesh", "node-proxy", "proxy-1", "n1", "uid-n1");
  }

  private static String meshsOwnProxyToken() throws Exception {
    return token("weft-system", "weft-node-proxy", "proxy-3", "n1", "uid-n1");
  }

  private static JsonObject object(String name, String uid) {
    return JsonObject.builder().put("name", name).put("uid", uid).build();
  }

  private static String body(String csr, String namespace, String name, String uid) {
    return JsonWriter.write(
        JsonObject.builder()
            .put("csr", csr)
            .put("pod", object(name, uid).with("namespace", new JsonString(namespace)))
            .build());
  }

  private static Answer ask(String token, String namespace, String name, String uid)
      throws Exception {
    return send(token, body(Csr.of(Svid.newKeys()).pem(), namespace, name, uid));
  }

  private static Answer send(String token, String body) throws Exception {
    return server.anonymous().with("Authorization", "Bearer " + token).post(SVID, body);
  }

  private static List<JsonObject> audit(String action) throws Exception {
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

  @Test
  void ask_forAPodOfItsNode_givesThePodsIdentityAndIsRecorded() throws Exception {
    KeyPair keys = Svid.newKeys();
    JsonObject answer =
        send(proxyToken(), body(Csr.of(keys).pem(), "shop", "p1", "uid-p1")).require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    JsonObject record = audit("svid.issue").get(0);
    assertThat(record.string("actor")).isEqualTo("pod:mesh/proxy-1");
    assertThat(record.string("subject")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(record.string("detail"))
        .contains(
            "for pod shop/p1 (uid-p1)",
            "asked for by spiffe://weft.local/ns/mesh/sa/node-proxy",
            "pod mesh/proxy-1 (uid-proxy-1) on node n1 (uid-n1)");

    Client asThePod = server.workload(Svid.of(keys, answer));
    assertThat(asThePod.get("/mesh/v1/config").code()).isEqualTo(200);
    Answer renewal = asThePod.post(SVID, Svid.csrBody(Csr.of(Svid.newKeys()).pem()));
    assertThat(renewal.code()).as("it is for the node's token to ask again").isEqualTo(403);
    assertThat(renewal.message()).contains("one that a node proxy got for a pod");
    assertThat(audit("svid.refuse").get(0).string("actor"))
        .isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
  }

  @Test
  void ask_forItself_givesItsOwnIdentityWhichRenewsAndAsksForNobody() throws Exception {
    KeyPair keys = Svid.newKeys();
    JsonObject answer = send(proxyToken(), Svid.csrBody(Csr.of(keys).pem())).require(200);
    Client proxy = server.workload(Svid.of(keys, answer));

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/mesh/sa/node-proxy");
    String csr = Csr.of(Svid.newKeys()).pem();
    assertThat(proxy.post(SVID, Svid.csrBody(csr)).code()).isEqualTo(200);
    Answer forPod = proxy.post(SVID, body(csr, "shop", "p1", "uid-p1"));
    assertThat(forPod.code()).isEqualTo(403);
    assertThat(forPod.message()).contains("which names no node");
  }

  @ParameterizedTest
  @CsvSource({
    "shop, p2, uid-p2",
    "shop, p1, uid-p2",
    "shop, p1, uid-of-before",
    "shop, p3, uid-p3",
    "bank, p1, uid-p1",
    "shop, ended, uid-ended",
    "mesh, proxy-2, uid-proxy-2",
  })
  void ask_forAnyOtherPod_isForbiddenAndRecorded(String namespace, String name, String uid)
      throws Exception {
    Answer answer = ask(proxyToken(), namespace, name, uid);

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("(expected: a pod that runs on node n1)");
    JsonObject record = audit("svid.refuse").get(0);
    assertThat(record.string("actor")).isEqualTo("pod:mesh/proxy-1");
    assertThat(record.string("subject"))
        .isEqualTo("pod " + namespace + "/" + name + " (" + uid + ")");
    assertThat(record.string("detail")).contains("on node n1 (uid-n1)");
  }

  @ParameterizedTest
  @CsvSource({
    "shop, orders, p1, n1, uid-n1, only a node proxy may ask for others",
    "shop, node-proxy, p1, n1, uid-n1, only a node proxy may ask for others",
    "mesh, node-proxy, proxy-1, n1, uid-n2, expected: one that the cluster has",
    "mesh, node-proxy, proxy-1, n3, uid-n3, expected: one that the cluster has",
    "mesh, node-proxy, proxy-1, n2, uid-n2, not on node n2 any more",
    "mesh, node-proxy, proxy-9, n1, uid-n1, not on node n1 any more",
  })
  void ask_byAnybodyElse_isForbidden(
      String namespace, String account, String pod, String node, String nodeUid, String told)
      throws Exception {
    String token = token(namespace, account, pod, node, nodeUid);

    Answer answer = ask(token, "shop", node.equals("n2") ? "p2" : "p1", "uid-p1");

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains(told);
  }

  @Test
  void ask_withAJoinToken_isForbiddenAndSpendsNothing() throws Exception {
    String token = server.mint("mesh", "node-proxy", 1);

    assertThat(ask(token, "shop", "p1", "uid-p1").code()).isEqualTo(403);
    assertThat(send(token, Svid.csrBody(Csr.of(Svid.newKeys()).pem())).code()).isEqualTo(200);
  }

  @Test
  void ask_forAPodOfTheMeshsOwnNamespace_isForbidden() throws Exception {
    Answer answer = ask(proxyToken(), "weft-system", "own", "uid-own");

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("this one is the mesh's own");
  }

  @Test
  void ask_byAProxyInTheMeshsOwnNamespace_givesThePodsIdentity() throws Exception {
    KeyPair keys = Svid.newKeys();

    JsonObject answer =
        send(meshsOwnProxyToken(), body(Csr.of(keys).pem(), "shop", "p1", "uid-p1")).require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(server.workload(Svid.of(keys, answer)).get("/mesh/v1/config").code()).isEqualTo(200);
    Client proxy = server.anonymous().with("Authorization", "Bearer " + meshsOwnProxyToken());
    assertThat(proxy.get("/mesh/v1/pods").code()).isEqualTo(200);
  }

  @Test
  void ask_byAProxyInTheMeshsOwnNamespaceForItself_isForbiddenHoweverItAsks() throws Exception {
    String csr = Csr.of(Svid.newKeys()).pem();

    Answer plainly = send(meshsOwnProxyToken(), Svid.csrBody(csr));
    Answer byItsPod = ask(meshsOwnProxyToken(), "weft-system", "proxy-3", "uid-proxy-3");

    assertThat(List.of(plainly.code(), byItsPod.code())).containsExactly(403, 403);
    assertThat(List.of(plainly.message(), byItsPod.message()))
        .allSatisfy(it -> assertThat(it).contains("this one is the mesh's own"));
    assertThat(audit("svid.refuse").get(0).string("subject"))
        .isEqualTo("spiffe://weft.local/ns/weft-system/sa/weft-node-proxy");
  }

  @Test
  void ask_byAnotherAccountOfTheMeshsOwnNamespace_isForbidden() throws Exception {
    String token = token("weft-system", "policy-server", "own", "n1", "uid-n1");

    Answer answer = ask(token, "shop", "p1", "uid-p1");

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("only a node proxy may ask for others");
  }

  @Test
  void ask_withARequestForAnotherName_isForbidden() throws Exception {
    String csr = Csr.of(Svid.newKeys()).uri("spiffe://weft.local/ns/mesh/sa/node-proxy").pem();

    assertThat(send(proxyToken(), body(csr, "shop", "p1", "uid-p1")).code()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "{}",
        "{\"namespace\":\"shop\",\"name\":\"p1\"}",
        "{\"namespace\":\"shop\",\"name\":\"p1\",\"uid\":7}",
        "{\"namespace\":\"shop/x\",\"name\":\"p1\",\"uid\":\"uid-p1\"}",
        "{\"namespace\":\"shop\",\"name\":\"p1\",\"uid\":\"uid-p1\",\"node\":\"n1\"}"
      })
  void ask_forSomethingMalformed_isRefused(String pod) throws Exception {
    String csr = Csr.of(Svid.newKeys()).pem().replace("\n", "\\n");

    assertThat(send(proxyToken(), "{\"csr\":\"" + csr + "\",\"pod\":" + pod + "}").code())
        .isEqualTo(400);
  }

  @Test
  void ask_afterThePodHasLeft_isForbidden() throws Exception {
    pod("shop", "leaving", "orders", "n1", "Running");
    int code = 403;
    for (int i = 0; i < 1000 && code != 200; i++) {
      restAfterFailures();
      code = ask(proxyToken(), "shop", "leaving", "uid-leaving").code();
    }
    assertThat(code).isEqualTo(200);

    api.delete(PODS, "shop", "leaving");
    for (int i = 0; i < 1000 && code == 200; i++) {
      code = ask(proxyToken(), "shop", "leaving", "uid-leaving").code();
    }

    assertThat(code).isEqualTo(403);
  }

  @Test
  void ask_beforeTheClusterIsKnown_is503() throws Exception {
    try (TestApiServer away = TestApiServer.start(Files.createDirectory(temp.resolve("away")))) {
      away.answers(503);
      try (TestServer blind = TestServer.start(temp.resolve("blind"), settings(away.settings()))) {
        Answer answer =
            blind
                .anonymous()
                .with("Authorization", "Bearer " + proxyToken())
                .post(SVID, body(Csr.of(Svid.newKeys()).pem(), "shop", "p1", "uid-p1"));

        assertThat(answer.code()).isEqualTo(503);
      }
    }
  }

  @Test
  void pods_ofItsNode_areThoseWithTheLabelAndAnAddress() throws Exception {
    Client proxy = server.anonymous().with("Authorization", "Bearer " + proxyToken());

    assertThat(proxy.get("/mesh/v1/pods").require(200))
        .isEqualTo(
            JsonReader.read(
                "{\"pods\":[{\"namespace\":\"shop\",\"name\":\"web\",\"uid\":\"uid-web\","
                    + "\"addresses\":[\"10.1.0.9\"],\"ports\":[\"8080\"],"
                    + "\"labels\":{\"app\":\"web\",\"weft.dev/capture\":\"node\"}}]}"));
  }

  @ParameterizedTest
  @CsvSource({
    "shop, orders, p1, n1, uid-n1, 403",
    "mesh, node-proxy, proxy-1, n1, uid-n2, 403",
    "mesh, node-proxy, proxy-2, n1, uid-n1, 403",
    "mesh, node-proxy, gone, n1, uid-n1, 403",
  })
  void pods_forAnybodyElse_areForbidden(
      String namespace, String account, String pod, String node, String uid, int code)
      throws Exception {
    String token = token(namespace, account, pod, node, uid);

    Answer answer =
        server.anonymous().with("Authorization", "Bearer " + token).get("/mesh/v1/pods");

    assertThat(answer.code()).isEqualTo(code);
    assertThat(server.anonymous().get("/mesh/v1/pods").code()).isEqualTo(401);
    assertThat(server.anonymous().with("Authorization", "Bearer a.b.c").get("/mesh/v1/pods").code())
        .isEqualTo(401);
  }

  @Test
  void lease_byAProxy_mayBeForAddressesOfTheIdentitysPodsOnly() throws Exception {
    KeyPair keys = Svid.newKeys();
    JsonObject svid =
        send(proxyToken(), body(Csr.of(keys).pem(), "shop", "web", "uid-web")).require(200);
    Client forPod = server.workload(Svid.of(keys, svid));

    JsonObject answer =
        forPod.put(Leases.path(), Leases.bodyAt("10.1.0.9", "10.1.0.10")).require(200);

    assertThat(answer.array("refused").values()).hasSize(1);
    assertThat(answer.array("refused").values().get(0).toString()).contains("10.1.0.10");
  }
}
