package dev.weft.server.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.core.token.JwkSet;
import dev.weft.core.token.KeyFormatException;
import dev.weft.core.token.KeySource;
import dev.weft.server.http.ApiException;
import dev.weft.server.kubernetes.TestCluster.IssuerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to lie with a service-account token. */
class ServiceAccountTokensTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final JwkSet NO_KEYS = new JwkSet(List.of());

  private static IssuerKey rsa;
  private static IssuerKey ec;
  private static IssuerKey stranger;

  private final ServiceAccountTokens tokens;

  ServiceAccountTokensTest() {
    tokens = tokens(keys(rsa, ec), NOW);
  }

  private static void fewFailures() {}

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = IssuerKey.rsa("rsa-1");
    ec = IssuerKey.ec("ec-1");
    stranger = IssuerKey.rsa("rsa-1");
  }

  private static KeySource keys(IssuerKey... keys) {
    try {
      return KeySource.of(JwkSet.parse(TestCluster.jwks(keys)));
    } catch (KeyFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServiceAccountTokens tokens(KeySource keys, Instant now) {
    return new ServiceAccountTokens(TestCluster.ISSUER, "weft", keys, () -> now);
  }

  private void assertRefused(String token, int code, String... parts) {
    assertRefused(tokens, token, code, parts);
  }

  private static void assertRefused(
      ServiceAccountTokens tokens, String token, int code, String... parts) {
    assertThatThrownBy(() -> tokens.check(token, ServiceAccountTokensTest::fewFailures))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageStartingWith("kubernetes token: ")
        .hasMessageContainingAll(parts);
  }

  @Test
  void check_tokenOfAPod_namesItsServiceAccountPodAndNode() throws Exception {
    for (IssuerKey key : List.of(rsa, ec)) {
      PodIdentity pod =
          tokens.check(key.sign(TestCluster.claims(NOW)), ServiceAccountTokensTest::fewFailures);

      assertThat(pod.namespace()).isEqualTo("shop");
      assertThat(pod.serviceAccount().name()).isEqualTo("orders");
      assertThat(pod)
          .hasToString(
              "pod shop/orders-7d9f (5a1c3c1e-bbbb-4d0e-8b1a-000000000002) on node worker-1"
                  + " (5a1c3c1e-cccc-4d0e-8b1a-000000000003), token"
                  + " 0f6f0f0e-2f6e-4b1e-9f0e-0d8d7c1f1a11");
    }
  }

  @Test
  void check_otherIssuerOrAudience_isRefused() throws Exception {
    JsonObject good = TestCluster.claims(NOW);

    assertRefused(rsa.sign(good.with("iss", new JsonString("https://other"))), 401, "iss");
    assertRefused(rsa.sign(good.with("iss", new JsonString(TestCluster.ISSUER + "/"))), 401, "iss");
    assertRefused(rsa.sign(good.without("iss")), 401, "iss");
    for (String audience :
        List.of("https://kubernetes.default.svc", "weft2", "https://weft/", "")) {
      assertRefused(rsa.sign(good.with("aud", new JsonString(audience))), 401, "aud");
    }
    assertRefused(rsa.sign(good.with("aud", new JsonArray(List.of()))), 401, "aud");
    assertRefused(rsa.sign(good.without("aud")), 401, "aud");
  }

  @Test
  void check_outsideItsTime_isRefused() throws Exception {
    JsonObject good = TestCluster.claims(NOW);
    Duration skew = Duration.ofSeconds(60);

    String token = rsa.sign(good);
    assertRefused(
        tokens(keys(rsa), NOW.plusSeconds(3600).plus(skew).plusSeconds(1)), token, 401, "exp");
    assertThat(
            tokens(keys(rsa), NOW.plusSeconds(3600))
                .check(token, ServiceAccountTokensTest::fewFailures))
        .isNotNull();
    assertRefused(tokens(keys(rsa), NOW.minus(skew).minusSeconds(1)), token, 401, "nbf");
    String fromTheFuture =
        rsa.sign(good.without("nbf").with("iat", number(NOW.getEpochSecond() + 61)));
    assertRefused(fromTheFuture, 401, "iat");
    assertRefused(rsa.sign(good.without("iat")), 401, "iat");
    assertRefused(rsa.sign(good.without("exp")), 401, "exp");
    assertRefused(rsa.sign(good.with("exp", new JsonString("never"))), 401, "exp");
  }

  private static JsonValue number(long value) {
    return JsonValue.of(value);
  }

  @Test
  void check_signatureOfNobody_isRefused() throws Exception {
    JsonObject good = TestCluster.claims(NOW);
    String[] parts = rsa.sign(good).split("\\.", -1);
    String none = TestCluster.encode("{\"alg\":\"none\",\"kid\":\"rsa-1\"}") + "." + parts[1] + ".";

    assertRefused(none, 401, "malformed");
    assertRefused(none + "AA", 401, "alg");
    assertRefused(TestCluster.hmac(rsa.pair().getPublic(), "rsa-1", good), 401, "alg");
    assertRefused(parts[0] + "." + parts[1] + "." + parts[2].substring(4), 401, "signature");
    String raised = JsonWriter.write(TestCluster.claims("bank", "vault", NOW));
    assertRefused(parts[0] + "." + TestCluster.encode(raised) + "." + parts[2], 401, "signature");
  }

  @Test
  void check_confusionOfKeys_isRefused() throws Exception {
    JsonObject good = TestCluster.claims(NOW);

    assertRefused(stranger.sign(good), 401, "signature");
    assertRefused(new IssuerKey("ec-1", stranger.pair()).sign(good), 401, "kid, alg");
    assertRefused(new IssuerKey("rsa-1", ec.pair()).sign(good), 401, "kid, alg");
    assertRefused(new IssuerKey("rsa-2", rsa.pair()).sign(good), 401, "kid, alg");
    JsonObject unnamed = JsonObject.builder().put("alg", "RS256").build();
    assertRefused(stranger.sign(unnamed, JsonWriter.write(good)), 401, "signature");
    JsonObject itsOwnKey =
        JsonObject.builder()
            .put("alg", "RS256")
            .put("kid", "rsa-1")
            .put("jwk", stranger.jwk())
            .put("jku", "https://attacker.example/keys")
            .build();
    assertRefused(stranger.sign(itsOwnKey, JsonWriter.write(good)), 401, "signature");
  }

  static Stream<Arguments> claimsThatLie() {
    return Stream.of(
        lie("namespace other than sub", it -> put(it, "namespace", "bank"), "sub:"),
        lie("account other than sub", it -> named(it, "serviceaccount", "vault"), "sub:"),
        lie("sub of another kind", it -> sub(it, "system:node:worker-1"), "sub:"),
        lie("sub of a longer form", it -> sub(it, "system:serviceaccount:shop:orders:x"), "sub:"),
        lie("sub missing", it -> it.without("sub"), "sub:"),
        lie("no private claims", it -> it.without("kubernetes.io"), "kubernetes.io.namespace"),
        lie(
            "private claims a text",
            it -> it.with("kubernetes.io", new JsonString("x")),
            "io.name"),
        lie("no pod", it -> drop(it, "pod"), "kubernetes.io.pod.name"),
        lie("no node", it -> drop(it, "node"), "kubernetes.io.node.name"),
        lie("no account", it -> drop(it, "serviceaccount"), "kubernetes.io.serviceaccount.name"),
        lie("no pod uid", it -> nameless(it, "pod", "uid"), "kubernetes.io.pod.uid"),
        lie("no node uid", it -> nameless(it, "node", "uid"), "kubernetes.io.node.uid"),
        lie("no account uid", it -> nameless(it, "serviceaccount", "uid"), "account.uid"),
        lie("namespace with dots", it -> both(it, "sh.op", "orders"), "kubernetes.io.namespace"),
        lie("namespace that climbs", it -> both(it, "..", "orders"), "kubernetes.io.namespace"),
        lie("namespace with a slash", it -> both(it, "a/sa/b", "orders"), "io.namespace"),
        lie("namespace too long", it -> both(it, "n".repeat(64), "orders"), "io.namespace"),
        lie("namespace in capitals", it -> both(it, "Shop", "orders"), "io.namespace"),
        lie("account with a slash", it -> both(it, "shop", "a/b"), "serviceaccount.name"),
        lie("account that is dots", it -> both(it, "shop", ".."), "serviceaccount.name"),
        lie("account with a colon", it -> both(it, "shop", "a:b"), "serviceaccount.name"),
        lie("account too long", it -> both(it, "shop", "a".repeat(254)), "serviceaccount.name"),
        lie("pod with a line break", it -> named(it, "pod", "a\nsvid issued"), "io.pod.name"),
        lie("node that is empty", it -> named(it, "node", ""), "kubernetes.io.node.name"));
  }

  private static Arguments lie(String name, UnaryOperator<JsonObject> change, String told) {
    return Arguments.argumentSet(name, change, told);
  }

  private static JsonObject put(JsonObject claims, String member, String value) {
    return claims.with(
        "kubernetes.io", claims.object("kubernetes.io").with(member, new JsonString(value)));
  }

  private static JsonObject sub(JsonObject claims, String subject) {
    return claims.with("sub", new JsonString(subject));
  }

  private static JsonObject both(JsonObject claims, String namespace, String account) {
    JsonObject changed = named(put(claims, "namespace", namespace), "serviceaccount", account);
    return sub(changed, "system:serviceaccount:" + namespace + ":" + account);
  }

  private static JsonObject named(JsonObject claims, String member, String name) {
    JsonObject object = claims.object("kubernetes.io").object(member);
    return TestCluster.with(claims, member, object.with("name", new JsonString(name)));
  }

  private static JsonObject nameless(JsonObject claims, String member, String part) {
    JsonObject object = claims.object("kubernetes.io").object(member);
    return TestCluster.with(claims, member, object.without(part));
  }

  private static JsonObject drop(JsonObject claims, String member) {
    return claims.with("kubernetes.io", claims.object("kubernetes.io").without(member));
  }

  @ParameterizedTest
  @MethodSource("claimsThatLie")
  void check_claimsThatLie_areRefused(UnaryOperator<JsonObject> change, String told)
      throws Exception {
    assertRefused(rsa.sign(change.apply(TestCluster.claims(NOW))), 401, told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{\"iss\":\"a\",\"iss\":\"b\"}",
        "{\"sub\":7}",
        "{\"aud\":{}}",
        "{\"exp\":1e999999999}"
      })
  void check_signedPayloadThatIsNoToken_isRefused(String payload) throws Exception {
    JsonObject header = JsonObject.builder().put("alg", "RS256").put("kid", "rsa-1").build();

    assertRefused(rsa.sign(header, payload), 401, ": ");
  }

  @Test
  void check_textThatIsNoToken_isRefusedWithoutBeingRepeated() throws Exception {
    List<String> texts =
        new ArrayList<>(
            List.of("", ".", "..", "a.b.c", "a.b.c.d", "\u0000", "Z29vZA.Z29vZA.Z29vZA"));
    texts.add("x".repeat(1_000_000));
    JsonObject huge =
        TestCluster.claims(NOW).with("padding", new JsonString("secret".repeat(10_000)));
    texts.add(rsa.sign(huge));
    for (String text : texts) {
      assertRefused(text, 401, ": ");
      assertThatThrownBy(() -> tokens.check(text, ServiceAccountTokensTest::fewFailures))
          .message()
          .hasSizeLessThan(200)
          .doesNotContain("Z29vZA", "secret");
    }
  }

  @Test
  void check_shownAgain_isTakenUntilItEnds() throws Exception {
    String token = rsa.sign(TestCluster.claims(NOW));

    assertThat(tokens.check(token, ServiceAccountTokensTest::fewFailures))
        .isEqualTo(tokens.check(token, ServiceAccountTokensTest::fewFailures));
  }

  @Test
  void check_keysNotThere_is503AndCostsAPlaceInTheLimit() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    String token = rsa.sign(TestCluster.claims(NOW));
    ServiceAccountTokens keyless = tokens((kid, algorithm, patience) -> NO_KEYS, NOW);

    assertThatThrownBy(() -> keyless.check(token, asked::incrementAndGet))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(503))
        .hasMessageContaining("keys: not there");
    assertThat(asked).hasValue(1);
    assertThatThrownBy(
            () ->
                keyless.check(
                    token,
                    () -> {
                      throw ApiException.tooManyRequests("enough", Duration.ofSeconds(1));
                    }))
        .hasMessage("enough");
  }

  @Test
  void check_clusterThatHangs_holdsUpFewThreads() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(4);
    ServiceAccountTokens slow =
        tokens(
            (kid, algorithm, patience) -> {
              if (!patience.isZero()) {
                held.countDown();
                awaitQuietly(answer);
              }
              return NO_KEYS;
            },
            NOW);
    String token = rsa.sign(TestCluster.claims(NOW));
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(() -> assertRefused(slow, token, 503, "keys: not there"));
      thread.start();
      waiting.add(thread);
    }
    held.await();

    assertRefused(slow, token, 503, "too many wait");

    answer.countDown();
    for (Thread thread : waiting) {
      thread.join();
    }
    assertRefused(slow, token, 503, "keys: not there");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
