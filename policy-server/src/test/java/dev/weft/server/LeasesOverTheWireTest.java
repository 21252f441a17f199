package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class LeasesOverTheWireTest {
  private final TestStore store;
  @TempDir Path temp;
  private TestServer server;

  LeasesOverTheWireTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(temp.resolve("data"), store);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void lease_loopback_isSeenOnItsHostOnly() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    orders.put(Leases.path(), Leases.body("h1", 8080)).require(200);

    String lookUp = "/mesh/v1/directory?address=127.0.0.1&port=8080";
    assertThat(orders.get(lookUp + "&host=h1").array("endpoints").values()).hasSize(1);
    assertThat(orders.get(lookUp + "&host=h2").array("endpoints").values()).isEmpty();
    assertThat(orders.get(lookUp).array("endpoints").values()).isEmpty();
  }

  @Test
  void lease_ofAnothersPlaceOrInstance_isRefused() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    Client thief = server.workload(server.join("shop", "thief"));
    String path = Leases.path();
    orders.put(path, Leases.body("h1", 8080)).require(200);

    JsonObject answer = thief.put(Leases.path(), Leases.body("h1", 8080)).require(200);
    assertThat(Leases.addresses(answer.array("refused"))).containsExactly("127.0.0.1", "::1");
    assertThat(thief.put(path, Leases.body("h1", 9090)).code()).isEqualTo(403);
    assertThat(thief.delete(path).code()).isEqualTo(403);

    JsonArray endpoints =
        orders.get("/mesh/v1/directory?address=::1&port=8080&host=h1").array("endpoints");
    assertThat(((JsonObject) endpoints.values().get(0)).array("principals"))
        .isEqualTo(JsonArray.ofStrings(List.of("spiffe://weft.local/ns/shop/sa/orders")));
  }

  @Test
  void lease_withdrawn_isGone() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    String path = Leases.path();
    orders.put(path, Leases.body("h1", 8080)).require(200);

    orders.delete(path).require(200);

    assertThat(orders.get("/mesh/v1/config?host=h1").entries("directory").values()).isEmpty();
  }

  @Test
  void lease_mode_followsPeerAuthentication() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    orders.put(Leases.path(), Leases.body("h1", 8080)).require(200);
    long revision = orders.get("/mesh/v1/config?host=h1").number("revision");
    CompletableFuture<Answer> poll =
        orders.getLater("/mesh/v1/config?wait=30&host=h1&after=" + revision);

    server
        .admin()
        .post(
            "/apis/security.istio.io/v1/namespaces/shop/peerauthentications",
            "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"PeerAuthentication\","
                + "\"metadata\":{\"name\":\"s\"},\"spec\":{\"selector\":{\"matchLabels\":"
                + "{\"app\":\"orders\"}},\"mtls\":{\"mode\":\"STRICT\"}}}")
        .require(201);

    JsonArray directory = poll.get(20, TimeUnit.SECONDS).entries("directory");
    assertThat(directory.values()).hasSize(2).allSatisfy(LeasesOverTheWireTest::assertStrict);
  }

  private static void assertStrict(JsonValue entry) {
    assertThat(((JsonObject) entry).string("mode")).isEqualTo("STRICT");
  }

  @Test
  void lease_malformed_isRefusedWithItsField() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));

    Answer unknown = orders.put(Leases.path(), "{\"host\":\"h\",\"listners\":[]}");
    assertThat(unknown.code()).isEqualTo(400);
    assertThat(unknown.cause(0).string("field")).isEqualTo("listners");
    assertThat(orders.put("/mesh/v1/leases/x", Leases.body("h1", 1)).code()).isEqualTo(400);
    assertThat(orders.put(Leases.path(), Leases.body("h1", 65536)).code()).isEqualTo(400);
    assertThat(orders.put(Leases.path(), Leases.body("h 1", 80)).code()).isEqualTo(400);
    assertThat(
            orders
                .put(Leases.path(), Leases.body("h1", 80).replace("0.0.0.0", "example.org"))
                .code())
        .isEqualTo(400);
  }

  @Test
  void restart_keepsLeasesAndIdentities() throws Exception {
    Svid svid = server.join("shop", "orders");
    Client before = server.workload(svid);
    before.put(Leases.path(), Leases.body("h1", 8080)).require(200);
    Answer config = before.get("/mesh/v1/config?host=h1");

    server.restart();

    Answer after = server.workload(svid).get("/mesh/v1/config?host=h1");
    assertThat(after.entries("directory")).isEqualTo(config.entries("directory"));
    assertThat(after.number("revision")).isGreaterThanOrEqualTo(config.number("revision"));
  }
}
