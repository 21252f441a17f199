package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class JoinOverTheWireTest {
  private static final String SVID = "/mesh/v1/svid";

  private final TestStore store;
  @TempDir Path temp;
  private TestServer server;

  JoinOverTheWireTest(TestStore store) {
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

  private Answer join(String token, String csr) throws Exception {
    return server
        .anonymous()
        .with("Authorization", "Bearer " + token)
        .post(SVID, Svid.csrBody(csr));
  }

  private static String lease(String host, int port) {
    return "{\"host\":\""
        + host
        + "\",\"labels\":{\"app\":\"orders\"},\"addresses\":[],\"listeners\":"
        + "[{\"address\":\"0.0.0.0\",\"port\":"
        + port
        + "}],\"applied\":0,\"report\":{\"unprotected\":[]}}";
  }

  private static String leasePath() {
    return "/mesh/v1/leases/" + UUID.randomUUID();
  }

  @Test
  void join_withToken_givesTheIdentityOfTheToken() throws Exception {
    KeyPair keys = Svid.newKeys();

    JsonObject answer = join(server.mint("shop", "orders", 1), Csr.of(keys).pem()).require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    assertThat(answer.string("trustDomain")).isEqualTo("weft.local");
    Svid svid = Svid.of(keys, answer);
    assertThat(svid.leaf().getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(svid.chain()).hasSize(2);
    assertThat(server.workload(svid).get("/mesh/v1/config").code()).isEqualTo(200);
  }

  @Test
  void join_withSpentToken_isUnauthorized() throws Exception {
    String token = server.mint("shop", "orders", 1);
    Svid.join(server.anonymous(), token);

    Answer second = join(token, Csr.of(Svid.newKeys()).pem());

    assertThat(second.code()).isEqualTo(401);
    assertThat(second.message()).contains("spent");
  }

  @Test
  void join_withExpiredToken_isUnauthorized() throws Exception {
    String token = server.mint("shop", "orders", 1);
    server.turnClock(Duration.ofHours(2));

    Answer answer = join(token, Csr.of(Svid.newKeys()).pem());

    assertThat(answer.code()).isEqualTo(401);
    assertThat(answer.message()).contains("expired");
  }

  @Test
  void join_withUnknownOrForgedToken_isUnauthorized() throws Exception {
    String token = server.mint("shop", "orders", 1);
    String[] parts = token.split("\\.", -1);
    String forged = parts[0] + "." + parts[1] + "." + "A".repeat(43) + "." + parts[3];
    String csr = Csr.of(Svid.newKeys()).pem();

    assertThat(join(forged, csr).code()).isEqualTo(401);
    assertThat(join("nonsense", csr).code()).isEqualTo(401);
    assertThat(server.anonymous().post(SVID, Svid.csrBody(csr)).code()).isEqualTo(401);
    assertThat(join(token, csr).code()).isEqualTo(200);
  }

  @Test
  void join_withRequestForMoreThanItsIdentity_isForbiddenAndSpendsNothing() throws Exception {
    String token = server.mint("shop", "orders", 1);
    KeyPair keys = Svid.newKeys();
    String own = "spiffe://weft.local/ns/shop/sa/orders";

    assertThat(join(token, Csr.of(keys).uri("spiffe://weft.local/ns/shop/sa/bank").pem()).code())
        .isEqualTo(403);
    assertThat(join(token, Csr.of(keys).dns("localhost").pem()).code()).isEqualTo(403);
    assertThat(join(token, Csr.of(keys).uri(own).dns("x").pem()).code()).isEqualTo(403);
    assertThat(join(token, Csr.of(keys).uri(own).uri(own).pem()).code()).isEqualTo(403);
    assertThat(join(token, Csr.of(keys).authority().pem()).code()).isEqualTo(403);
    assertThat(join(token, Csr.of(keys).uri(own).pem()).code()).isEqualTo(200);
  }

  @Test
  void join_withRequestSignedByAnotherKey_isRefusedAndSpendsNothing() throws Exception {
    String token = server.mint("shop", "orders", 1);
    KeyPair keys = Svid.newKeys();
    String stolen = Csr.signedBy(keys, Svid.newKeys().getPrivate()).pem();

    assertThat(join(token, stolen).code()).isEqualTo(400);
    assertThat(join(token, "nonsense").code()).isEqualTo(400);
    assertThat(join(token, Csr.of(keys).pem()).code()).isEqualTo(200);
  }

  @Test
  void join_intoTheMeshsOwnNamespace_cannotBeMinted() throws Exception {
    Answer answer =
        server
            .admin()
            .post(
                "/apis/weft.dev/v1/namespaces/weft-system/jointokens",
                "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{},"
                    + "\"spec\":{\"serviceAccount\":\"policy-server\"}}");

    assertThat(answer.code()).isEqualTo(422);
  }

  @Test
  void renew_withItsSvid_givesTheSameIdentity() throws Exception {
    Svid svid = server.join("shop", "orders");
    KeyPair fresh = Svid.newKeys();
    Client workload = server.workload(svid);

    JsonObject answer =
        workload
            .post(
                SVID,
                Svid.csrBody(Csr.of(fresh).uri("spiffe://weft.local/ns/shop/sa/orders").pem()))
            .require(200);

    assertThat(answer.string("spiffeId")).isEqualTo("spiffe://weft.local/ns/shop/sa/orders");
    String other = Csr.of(fresh).uri("spiffe://weft.local/ns/shop/sa/bank").pem();
    assertThat(workload.post(SVID, Svid.csrBody(other)).code()).isEqualTo(403);
  }

  @Test
  void call_withoutCertificate_isUnauthorized() throws Exception {
    Client nobody = server.anonymous();

    assertThat(nobody.get("/mesh/v1/config").code()).isEqualTo(401);
    assertThat(nobody.put(leasePath(), lease("h1", 8080)).code()).isEqualTo(401);
    assertThat(nobody.get("/mesh/v1/directory?address=127.0.0.1&port=1").code()).isEqualTo(401);
    assertThat(server.admin().get("/mesh/v1/config").code()).isEqualTo(401);
  }

  @Test
  void call_withSvidOfAnotherCa_isRefusedInTheHandshake() throws Exception {
    try (TestServer foreign = TestServer.start(temp.resolve("foreign"))) {
      Svid stranger = foreign.join("shop", "orders");
      Client client = server.workload(stranger);

      assertThatThrownBy(() -> client.get("/mesh/v1/config"))
          .isInstanceOf(java.io.IOException.class);
    }
  }

  @Test
  void call_withExpiredSvid_isRefusedOnTheOpenConnectionToo() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    workload.get("/mesh/v1/config").require(200);

    server.turnClock(Duration.ofMinutes(61));

    assertThat(workload.get("/mesh/v1/config").code()).isEqualTo(401);
    assertThat(workload.post(SVID, Svid.csrBody(Csr.of(Svid.newKeys()).pem())).code())
        .isEqualTo(401);
  }

  @Test
  void join_refusedAgainAndAgain_isCountedInTheAuditLogAndEnds() throws Exception {
    Client stranger = server.anonymous();
    String csr = Svid.csrBody(Csr.of(Svid.newKeys()).pem());
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      codes.add(stranger.post(SVID, csr).code());
    }
    Answer malformed = join("nonsense", Csr.of(Svid.newKeys()).pem());
    server.writeRefusals();

    assertThat(codes).contains(401).containsOnly(401, 429);
    assertThat(malformed.code()).isIn(401, 429);
    JsonArray records =
        server.admin().get("/apis/weft.dev/v1/auditevents?action=svid.refuse").array("items");
    List<String> details =
        records.values().stream()
            .map(it -> String.valueOf(((JsonObject) it).object("spec").string("detail")))
            .toList();
    assertThat(details).hasSizeLessThan(20);
    assertThat(details).anyMatch(it -> it.contains("neither join token"));
    assertThat(details).anyMatch(it -> it.contains("malformed"));
    assertThat(details.stream().mapToInt(JoinOverTheWireTest::times).sum()).isEqualTo(121);
    assertThat(join(server.mint("shop", "orders", 1), Csr.of(Svid.newKeys()).pem()).code())
        .as("a good token, from the same address")
        .isEqualTo(200);
  }

  private static int times(String detail) {
    Matcher counted = Pattern.compile("\\[(\\d+) times]").matcher(detail);
    return counted.find() ? Integer.parseInt(counted.group(1)) : 1;
  }
}
