package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.nio.file.Path;
import java.security.KeyPair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node proxy is told which pods of its node it has to serve, and registers them. */
class NodePodsTest {
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
  void pods_ofItsNode_areThoseWithTheLabelAndAnAddressOrNoNetworkOfTheirOwn() throws Exception {
    Client proxy =
        cluster.server.anonymous().with("Authorization", "Bearer " + cluster.proxyToken());

    assertThat(proxy.get("/mesh/v1/pods").require(200))
        .isEqualTo(
            JsonReader.read(
                "{\"pods\":[{\"namespace\":\"shop\",\"name\":\"web\",\"uid\":\"uid-web\","
                    + "\"addresses\":[\"10.1.0.9\"],\"ports\":{\"8080\":\"http\"},"
                    + "\"labels\":{\"app\":\"web\",\"weft.dev/capture\":\"node\"}},"
                    + "{\"namespace\":\"shop\",\"name\":\"hosted\",\"uid\":\"uid-hosted\","
                    + "\"addresses\":[],\"ports\":{\"8080\":\"http\"},"
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
    String token = cluster.token(namespace, account, pod, node, uid);

    Answer answer =
        cluster.server.anonymous().with("Authorization", "Bearer " + token).get("/mesh/v1/pods");

    assertThat(answer.code()).isEqualTo(code);
    assertThat(cluster.server.anonymous().get("/mesh/v1/pods").code()).isEqualTo(401);
    assertThat(
            cluster
                .server
                .anonymous()
                .with("Authorization", "Bearer a.b.c")
                .get("/mesh/v1/pods")
                .code())
        .isEqualTo(401);
  }

  @Test
  void lease_byAProxy_mayBeForAddressesOfTheIdentitysPodsOnly() throws Exception {
    KeyPair keys = Svid.newKeys();
    JsonObject svid =
        cluster
            .send(
                cluster.proxyToken(),
                ProxiedCluster.body(Csr.of(keys).pem(), "shop", "web", "uid-web"))
            .require(200);
    Client forPod = cluster.server.workload(Svid.of(keys, svid));

    JsonObject answer =
        forPod.put(Leases.path(), Leases.bodyAt("10.1.0.9", "10.1.0.10")).require(200);

    assertThat(answer.array("refused").values()).hasSize(1);
    assertThat(answer.array("refused").values().get(0).toString()).contains("10.1.0.10");
  }
}
