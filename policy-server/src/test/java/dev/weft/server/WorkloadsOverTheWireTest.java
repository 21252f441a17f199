package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
class WorkloadsOverTheWireTest {
  private static final String SVID = "/mesh/v1/svid";
  private static final String POLICIES =
      "/apis/security.istio.io/v1/namespaces/%s/authorizationpolicies";

  private final TestStore store;
  @TempDir Path temp;
  private TestServer server;

  WorkloadsOverTheWireTest(TestStore store) {
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

  private long apply(String namespace, String name) throws Exception {
    JsonObject made =
        server
            .admin()
            .post(
                POLICIES.formatted(namespace),
                "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
                    + "\"metadata\":{\"name\":\""
                    + name
                    + "\"},\"spec\":{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":"
                    + "{\"namespaces\":[\"x\"]}}]}]}}")
            .require(201);
    return Long.parseLong(String.valueOf(made.object("metadata").string("resourceVersion")));
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

  private static List<String> addresses(JsonArray directory) {
    return directory.values().stream()
        .map(it -> String.valueOf(((JsonObject) it).string("address")))
        .toList();
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
  void config_holdsThePoliciesOfOwnAndRootNamespaceOnly() throws Exception {
    apply("shop", "own");
    apply("istio-system", "root");
    apply("bank", "foreign");

    Answer answer = server.workload(server.join("shop", "orders")).get("/mesh/v1/config");
    JsonObject config = answer.require(200);

    assertThat(
            answer.entries("authorizationPolicies").values().stream()
                .map(it -> ((JsonObject) it).object("metadata").string("name")))
        .containsExactlyInAnyOrder("own", "root");
    assertThat(config.string("bundle")).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(config.object("settings").string("rootNamespace")).isEqualTo("istio-system");
  }

  @Test
  void poll_nothingNew_answersNoContentAfterTheWait() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");

    Answer answer = workload.get("/mesh/v1/config?wait=1&after=" + revision);

    assertThat(answer).isEqualTo(new Answer(204, ""));
  }

  /** A store that was made anew has less than its workloads know. */
  @Test
  void poll_revisionAheadOfTheStore_isAnsweredWithTheWhole() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));

    for (String known : List.of("after=1000000", "seen=1000000")) {
      Answer answer = workload.get("/mesh/v1/config?wait=30&" + known);
      assertThat(answer.require(200).members()).containsKey("settings");
      assertThat(answer.number("revision")).isLessThan(1_000_000);
    }
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
    assertThat(details.stream().mapToInt(WorkloadsOverTheWireTest::times).sum()).isEqualTo(121);
    assertThat(join(server.mint("shop", "orders", 1), Csr.of(Svid.newKeys()).pem()).code())
        .as("a good token, from the same address")
        .isEqualTo(200);
  }

  private static int times(String detail) {
    Matcher counted = Pattern.compile("\\[(\\d+) times]").matcher(detail);
    return counted.find() ? Integer.parseInt(counted.group(1)) : 1;
  }

  @Test
  void poll_whenAPolicyChanges_isAnsweredWithIt() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");
    CompletableFuture<Answer> poll = workload.getLater("/mesh/v1/config?wait=30&after=" + revision);

    long changed = apply("shop", "p1");

    Answer answer = poll.get(20, TimeUnit.SECONDS);
    assertThat(answer.number("revision")).isGreaterThanOrEqualTo(changed);
    assertThat(answer.entries("authorizationPolicies").values()).hasSize(1);
  }

  @Test
  void poll_whenTheDirectoryChanges_isAnsweredWithIt() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    Client front = server.workload(server.join("shop", "front"));
    long revision = front.get("/mesh/v1/config?host=h1").number("revision");
    CompletableFuture<Answer> poll =
        front.getLater("/mesh/v1/config?wait=30&host=h1&after=" + revision);

    long visible = orders.put(leasePath(), lease("h1", 8080)).number("revision");

    Answer answer = poll.get(20, TimeUnit.SECONDS);
    assertThat(answer.number("revision")).isGreaterThanOrEqualTo(visible);
    assertThat(addresses(answer.entries("directory"))).containsExactly("127.0.0.1", "::1");
  }

  @Test
  void poll_whenAnotherNamespaceChanges_goesOnWaiting() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");
    CompletableFuture<Answer> poll = workload.getLater("/mesh/v1/config?wait=2&after=" + revision);

    apply("bank", "foreign");

    assertThat(poll.get(20, TimeUnit.SECONDS).code()).isEqualTo(204);
  }

  @Test
  void poll_whenTheServerStops_isAnswered() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");
    CompletableFuture<Answer> poll = workload.getLater("/mesh/v1/config?wait=30&after=" + revision);
    // The answer to a later call shows that the earlier one, on the same connection, has arrived.
    workload.get("/mesh/v1/directory?address=127.0.0.1&port=1").require(200);

    server.restart();

    assertThat(poll.get(20, TimeUnit.SECONDS).code()).isEqualTo(204);
  }

  @Test
  void poll_malformedParameters_isRefused() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));

    assertThat(workload.get("/mesh/v1/config?wait=31").code()).isEqualTo(400);
    assertThat(workload.get("/mesh/v1/config?after=-1").code()).isEqualTo(400);
    assertThat(workload.get("/mesh/v1/config?after=x").code()).isEqualTo(400);
    assertThat(workload.get("/mesh/v1/config?host=").code()).isEqualTo(400);
  }

  @Test
  void lease_loopback_isSeenOnItsHostOnly() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    orders.put(leasePath(), lease("h1", 8080)).require(200);

    String lookUp = "/mesh/v1/directory?address=127.0.0.1&port=8080";
    assertThat(orders.get(lookUp + "&host=h1").array("endpoints").values()).hasSize(1);
    assertThat(orders.get(lookUp + "&host=h2").array("endpoints").values()).isEmpty();
    assertThat(orders.get(lookUp).array("endpoints").values()).isEmpty();
  }

  @Test
  void lease_ofAnothersPlaceOrInstance_isRefused() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    Client thief = server.workload(server.join("shop", "thief"));
    String path = leasePath();
    orders.put(path, lease("h1", 8080)).require(200);

    JsonObject answer = thief.put(leasePath(), lease("h1", 8080)).require(200);
    assertThat(addresses(answer.array("refused"))).containsExactly("127.0.0.1", "::1");
    assertThat(thief.put(path, lease("h1", 9090)).code()).isEqualTo(403);
    assertThat(thief.delete(path).code()).isEqualTo(403);

    JsonArray endpoints =
        orders.get("/mesh/v1/directory?address=::1&port=8080&host=h1").array("endpoints");
    assertThat(((JsonObject) endpoints.values().get(0)).array("principals"))
        .isEqualTo(JsonArray.ofStrings(List.of("spiffe://weft.local/ns/shop/sa/orders")));
  }

  @Test
  void lease_withdrawn_isGone() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    String path = leasePath();
    orders.put(path, lease("h1", 8080)).require(200);

    orders.delete(path).require(200);

    assertThat(orders.get("/mesh/v1/config?host=h1").entries("directory").values()).isEmpty();
  }

  @Test
  void lease_mode_followsPeerAuthentication() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    orders.put(leasePath(), lease("h1", 8080)).require(200);
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
    assertThat(directory.values()).hasSize(2).allSatisfy(WorkloadsOverTheWireTest::assertStrict);
  }

  private static void assertStrict(JsonValue entry) {
    assertThat(((JsonObject) entry).string("mode")).isEqualTo("STRICT");
  }

  @Test
  void lease_malformed_isRefusedWithItsField() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));

    Answer unknown = orders.put(leasePath(), "{\"host\":\"h\",\"listners\":[]}");
    assertThat(unknown.code()).isEqualTo(400);
    assertThat(unknown.cause(0).string("field")).isEqualTo("listners");
    assertThat(orders.put("/mesh/v1/leases/x", lease("h1", 1)).code()).isEqualTo(400);
    assertThat(orders.put(leasePath(), lease("h1", 65536)).code()).isEqualTo(400);
    assertThat(orders.put(leasePath(), lease("h 1", 80)).code()).isEqualTo(400);
    assertThat(orders.put(leasePath(), lease("h1", 80).replace("0.0.0.0", "example.org")).code())
        .isEqualTo(400);
  }

  @Test
  void restart_keepsLeasesAndIdentities() throws Exception {
    Svid svid = server.join("shop", "orders");
    Client before = server.workload(svid);
    before.put(leasePath(), lease("h1", 8080)).require(200);
    Answer config = before.get("/mesh/v1/config?host=h1");

    server.restart();

    Answer after = server.workload(svid).get("/mesh/v1/config?host=h1");
    assertThat(after.entries("directory")).isEqualTo(config.entries("directory"));
    assertThat(after.number("revision")).isGreaterThanOrEqualTo(config.number("revision"));
  }
}
