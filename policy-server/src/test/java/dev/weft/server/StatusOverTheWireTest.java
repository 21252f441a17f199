package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server says of policies and of itself. */
class StatusOverTheWireTest {
  private static final String SHOP =
      "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";

  @TempDir Path temp;
  private TestServer server;
  private Client admin;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(temp.resolve("data"));
    admin = server.admin();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String lease(long applied) {
    return "{\"host\":\"h\",\"applied\":" + applied + "}";
  }

  private static String policy(String spec) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + "\"metadata\":{\"name\":\"p\"},\"spec\":"
        + spec
        + "}";
  }

  private JsonObject status() throws Exception {
    server.writeStatus();
    return admin.get(SHOP + "/p").require(200).object("status");
  }

  @Test
  void policy_acknowledgedByItsWorkload_isEnforced() throws Exception {
    Client cart = server.workload(server.join("shop", "cart"));
    String lease = "/mesh/v1/leases/" + UUID.randomUUID();
    cart.put(lease, lease(0)).require(200);
    admin.post(SHOP, policy("{\"rules\":[{}]}")).require(201);
    assertThat(status().toString()).contains("Pending");

    cart.put(lease, lease(cart.get("/mesh/v1/config").require(200).members().size() + 1000L))
        .require(200);

    assertThat(status().toString()).contains("Enforced").doesNotContain("Pending");
  }

  @Test
  void policy_replaced_keepsWhatTheMeshSaysOfIt() throws Exception {
    admin.post(SHOP, policy("{\"rules\":[{}]}")).require(201);
    JsonObject before = status();

    JsonObject replaced = admin.put(SHOP + "/p", policy("{\"rules\":[]}")).require(200);

    assertThat(before.members()).containsKey("conditions");
    assertThat(replaced.object("status")).isEqualTo(before);
  }

  @Test
  void metrics_peopleOnly_withoutNamesOfAnybody() throws Exception {
    server.join("shop", "cart");
    admin.post(SHOP, policy("{\"rules\":[{}]}")).require(201);
    server.anonymous().get(SHOP + "/p");
    assertThat(server.anonymous().get("/metrics").code()).isEqualTo(401);

    Answer page = admin.get("/metrics");

    assertThat(page.code()).isEqualTo(200);
    assertThat(page.text())
        .contains("weft_svids_total{outcome=\"issued\"} 1.0")
        .contains("weft_resources{kind=\"AuthorizationPolicy\"} 1.0")
        .contains("weft_store_revision ")
        .contains("weft_store_transactions_seconds_count{type=\"write\"} ")
        .contains("weft_leases 0.0")
        .contains("weft_feed_waiting 0.0")
        .contains("weft_auth_failures_total{status=\"401\"} ")
        .contains(
            "weft_http_requests_seconds_count{method=\"POST\","
                + "route=\"/apis/security.istio.io/v1/namespaces/:namespace/authorizationpolicies\""
                + ",status=\"201\"} 1")
        .contains("armeria_server_tls_handshakes_total{")
        .contains("jvm_memory_used_bytes{")
        .doesNotContain(server.adminToken())
        .doesNotContain("cart")
        .doesNotContain("shop")
        .doesNotContain("hostname=");
  }
}
