package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.kubernetes.TestApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
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
  @TempDir private static Path temp;
  private static ProxiedCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = new ProxiedCluster(temp);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** See {@link ProxiedCluster#restAfterFailures}. */
  @BeforeEach
  void rest() {
    cluster.restAfterFailures();
  }

  @Test
  void ask_forAPodOfItsNode_givesThePodsIdentityAndIsRecorded() throws Exception {
    KeyPair keys = Svid.newKeys();
    JsonObject answer =
        cluster
            .send(
                cluster.proxyToken(),
                ProxiedCluster.body(Csr.of(keys).pem(), "shop", "p1", "uid-p1"))
            .require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    JsonObject record = cluster.audit("svid.issue").get(0);
    assertThat(record.string("actor")).isEqualTo("pod:mesh/proxy-1");
    assertThat(record.string("subject")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(record.string("detail"))
        .contains(
            "for pod shop/p1 (uid-p1)",
            "asked for by spiffe://weft.local/ns/mesh/sa/node-proxy",
            "pod mesh/proxy-1 (uid-proxy-1) on node n1 (uid-n1)");

    Client asThePod = cluster.server.workload(Svid.of(keys, answer));
    assertThat(asThePod.get("/mesh/v1/config").code()).isEqualTo(200);
    Answer renewal = asThePod.post(ProxiedCluster.SVID, Svid.csrBody(Csr.of(Svid.newKeys()).pem()));
    assertThat(renewal.code()).as("it is for the node's token to ask again").isEqualTo(403);
    assertThat(renewal.message()).contains("one that a node proxy got for a pod");
    assertThat(cluster.audit("svid.refuse").get(0).string("actor"))
        .isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
  }

  @Test
  void ask_forItself_givesItsOwnIdentityWhichRenewsAndAsksForNobody() throws Exception {
    KeyPair keys = Svid.newKeys();
    JsonObject answer =
        cluster.send(cluster.proxyToken(), Svid.csrBody(Csr.of(keys).pem())).require(200);
    Client proxy = cluster.server.workload(Svid.of(keys, answer));

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/mesh/sa/node-proxy");
    String csr = Csr.of(Svid.newKeys()).pem();
    assertThat(proxy.post(ProxiedCluster.SVID, Svid.csrBody(csr)).code()).isEqualTo(200);
    Answer forPod =
        proxy.post(ProxiedCluster.SVID, ProxiedCluster.body(csr, "shop", "p1", "uid-p1"));
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
    Answer answer = cluster.ask(cluster.proxyToken(), namespace, name, uid);

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("(expected: a pod that runs on node n1)");
    JsonObject record = cluster.audit("svid.refuse").get(0);
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
    String token = cluster.token(namespace, account, pod, node, nodeUid);

    Answer answer = cluster.ask(token, "shop", node.equals("n2") ? "p2" : "p1", "uid-p1");

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains(told);
  }

  @Test
  void ask_withAJoinToken_isForbiddenAndSpendsNothing() throws Exception {
    String token = cluster.server.mint("mesh", "node-proxy", 1);

    assertThat(cluster.ask(token, "shop", "p1", "uid-p1").code()).isEqualTo(403);
    assertThat(cluster.send(token, Svid.csrBody(Csr.of(Svid.newKeys()).pem())).code())
        .isEqualTo(200);
  }

  @Test
  void ask_forAPodOfTheMeshsOwnNamespace_isForbidden() throws Exception {
    Answer answer = cluster.ask(cluster.proxyToken(), "weft-system", "own", "uid-own");

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("this one is the mesh's own");
  }

  @Test
  void ask_byAProxyInTheMeshsOwnNamespace_givesThePodsIdentity() throws Exception {
    KeyPair keys = Svid.newKeys();

    JsonObject answer =
        cluster
            .send(
                cluster.meshsOwnProxyToken(),
                ProxiedCluster.body(Csr.of(keys).pem(), "shop", "p1", "uid-p1"))
            .require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(cluster.server.workload(Svid.of(keys, answer)).get("/mesh/v1/config").code())
        .isEqualTo(200);
    Client proxy =
        cluster.server.anonymous().with("Authorization", "Bearer " + cluster.meshsOwnProxyToken());
    assertThat(proxy.get("/mesh/v1/pods").code()).isEqualTo(200);
  }

  @Test
  void ask_byAProxyInTheMeshsOwnNamespaceForItself_isForbiddenHoweverItAsks() throws Exception {
    String csr = Csr.of(Svid.newKeys()).pem();

    Answer plainly = cluster.send(cluster.meshsOwnProxyToken(), Svid.csrBody(csr));
    Answer byItsPod =
        cluster.ask(cluster.meshsOwnProxyToken(), "weft-system", "proxy-3", "uid-proxy-3");

    assertThat(List.of(plainly.code(), byItsPod.code())).containsExactly(403, 403);
    assertThat(List.of(plainly.message(), byItsPod.message()))
        .allSatisfy(it -> assertThat(it).contains("this one is the mesh's own"));
    assertThat(cluster.audit("svid.refuse").get(0).string("subject"))
        .isEqualTo("spiffe://weft.local/ns/weft-system/sa/weft-node-proxy");
  }

  @Test
  void ask_byAnotherAccountOfTheMeshsOwnNamespace_isForbidden() throws Exception {
    String token = cluster.token("weft-system", "policy-server", "own", "n1", "uid-n1");

    Answer answer = cluster.ask(token, "shop", "p1", "uid-p1");

    assertThat(answer.code()).isEqualTo(403);
    assertThat(answer.message()).contains("only a node proxy may ask for others");
  }

  @Test
  void ask_withARequestForAnotherName_isForbidden() throws Exception {
    String csr = Csr.of(Svid.newKeys()).uri("spiffe://weft.local/ns/mesh/sa/node-proxy").pem();

    assertThat(
            cluster
                .send(cluster.proxyToken(), ProxiedCluster.body(csr, "shop", "p1", "uid-p1"))
                .code())
        .isEqualTo(403);
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

    assertThat(
            cluster
                .send(cluster.proxyToken(), "{\"csr\":\"" + csr + "\",\"pod\":" + pod + "}")
                .code())
        .isEqualTo(400);
  }

  @Test
  void ask_afterThePodHasLeft_isForbidden() throws Exception {
    cluster.pod("shop", "leaving", "orders", "n1", "Running");
    int code = 403;
    for (int i = 0; i < 1000 && code != 200; i++) {
      cluster.restAfterFailures();
      code = cluster.ask(cluster.proxyToken(), "shop", "leaving", "uid-leaving").code();
    }
    assertThat(code).isEqualTo(200);

    cluster.api.delete(ProxiedCluster.PODS, "shop", "leaving");
    for (int i = 0; i < 1000 && code == 200; i++) {
      code = cluster.ask(cluster.proxyToken(), "shop", "leaving", "uid-leaving").code();
    }

    assertThat(code).isEqualTo(403);
  }

  @Test
  void ask_beforeTheClusterIsKnown_is503() throws Exception {
    try (TestApiServer away = TestApiServer.start(Files.createDirectory(temp.resolve("away")))) {
      away.answers(503);
      try (TestServer blind =
          TestServer.start(temp.resolve("blind"), cluster.settings(away.settings()))) {
        Answer answer =
            blind
                .anonymous()
                .with("Authorization", "Bearer " + cluster.proxyToken())
                .post(
                    ProxiedCluster.SVID,
                    ProxiedCluster.body(Csr.of(Svid.newKeys()).pem(), "shop", "p1", "uid-p1"));

        assertThat(answer.code()).isEqualTo(503);
      }
    }
  }
}
