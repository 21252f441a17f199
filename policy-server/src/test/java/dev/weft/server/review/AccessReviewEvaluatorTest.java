package dev.weft.server.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a review is answered with, and which reviews are refused. */
class AccessReviewEvaluatorTest {
  private static final String STRICT =
      """
      {"apiVersion": "security.istio.io/v1", "kind": "PeerAuthentication",
       "metadata": {"name": "strict", "namespace": "shop"}, "spec": {"mtls": {"mode": "%s"}}}
      """;
  private static final String ALLOW_CART =
      """
      {"apiVersion": "security.istio.io/v1", "kind": "AuthorizationPolicy",
       "metadata": {"name": "cart", "namespace": "shop"},
       "spec": {"selector": {"matchLabels": {"app": "db"}},
                "rules": [{"to": [{"operation": {"ports": ["99"]}}]},
                          {"from": [{"source": {"principals": ["%s/ns/shop/sa/cart"]}}]}]}}
      """;

  private final AccessReviewEvaluator evaluator = new AccessReviewEvaluator();

  @Test
  void evaluate_allowedByStoredRule_namesPolicyAndRule() {
    JsonObject status =
        status(
            request("cluster.local/ns/shop/sa/cart", ""),
            stored(ALLOW_CART.formatted("cluster.local")));

    assertThat(status)
        .isEqualTo(
            json(
                """
                {"allowed": true, "reason": "allow-match", "policy": "shop/cart", "rule": 1,
                 "mtls": {"mode": "PERMISSIVE"}}
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "weft.local, cluster.local/ns/shop/sa/cart, true",
    "weft.local, weft.local/ns/shop/sa/cart, true",
    "weft.local, spiffe://weft.local/ns/shop/sa/cart, true",
    "cluster.local, weft.local/ns/shop/sa/cart, true",
    "weft.local, other/ns/shop/sa/cart, false",
    "cluster.local, other/ns/shop/sa/cart, false"
  })
  void evaluate_principalAndPolicyOfOneMesh_samePeer(
      String inPolicy, String principal, boolean allowed) {
    String policy = ALLOW_CART.formatted(inPolicy);

    JsonObject byStored = status(request(principal, ""), stored(policy));
    JsonObject byDraft = status(request(principal, ", \"policies\": [" + policy + "]"), nothing());

    assertThat(byStored.get("allowed")).isEqualTo(JsonValue.of(allowed));
    assertThat(byDraft.get("allowed")).isEqualTo(JsonValue.of(allowed));
  }

  @Test
  void evaluate_ownTrustDomainGiven_clusterLocalIsForeign() {
    JsonObject status =
        status(
            request("cluster.local/ns/shop/sa/cart", ", \"mesh\": {\"trustDomain\": \"corp\"}"),
            stored(ALLOW_CART.formatted("corp")));

    assertThat(status.string("reason")).isEqualTo("default-deny");
  }

  @Test
  void evaluate_draftsGiven_storedPoliciesPlayNoPart() {
    JsonObject status =
        status(
            request("weft.local/ns/shop/sa/other", ", \"policies\": []"),
            stored(ALLOW_CART.formatted("weft.local")));

    assertThat(status.string("reason")).isEqualTo("no-allow-policy");
    assertThat(status.get("policy")).isNull();
    assertThat(status.get("rule")).isNull();
  }

  @Test
  void evaluate_strictPortAndNoIdentity_mtlsRequired() {
    JsonObject status = status(request("", ""), stored(STRICT.formatted("STRICT")));

    assertThat(status.without("message"))
        .isEqualTo(
            json(
                """
                {"allowed": false, "reason": "mtls-required", "policy": "shop/strict",
                 "mtls": {"mode": "STRICT", "policy": "shop/strict"}}
                """));
  }

  @Test
  void evaluate_portWithoutMutualTls_callerHasNoIdentityThere() {
    JsonObject status =
        status(
            request("weft.local/ns/shop/sa/cart", ""),
            stored(STRICT.formatted("DISABLE"), ALLOW_CART.formatted("weft.local")));

    assertThat(status.string("reason")).isEqualTo("default-deny");
    assertThat(status.object("mtls").string("mode")).isEqualTo("DISABLE");
    assertThat(status.string("message")).contains("plaintext only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"port\": 80} | default-deny",
        "{\"port\": 80, \"method\": \"GET\"} | allow-match",
        "{\"port\": 80, \"host\": \"h\"} | allow-match"
      })
  void evaluate_layerLeftOut_followsFromRequest(String request, String reason) {
    String policy =
        """
        {"apiVersion": "security.istio.io/v1", "kind": "AuthorizationPolicy",
         "metadata": {"name": "get", "namespace": "shop"},
         "spec": {"rules": [{"to": [{"operation": {"methods": ["GET"]}}]}]}}
        """;
    JsonObject review =
        json(
            "{\"spec\": {\"workload\": {\"namespace\": \"shop\"}, \"request\": "
                + request
                + ", \"policies\": ["
                + policy
                + "]}}");

    JsonObject answer = evaluator.evaluate(review, nothing(), MeshSettings.DEFAULT);

    assertThat(answer.object("status").string("reason")).isEqualTo(reason);
  }

  @Test
  void evaluate_policyReplaced_newContentIsRead() {
    JsonObject review = request("weft.local/ns/shop/sa/cart", "");
    ResourceSnapshot before = stored(ALLOW_CART.formatted("other"));
    ResourceSnapshot after =
        ResourceSnapshot.of(2, List.of(resource(ALLOW_CART.formatted("weft.local"), 2)));

    assertThat(status(review, before).string("reason")).isEqualTo("default-deny");
    assertThat(status(review, after).string("reason")).isEqualTo("allow-match");
  }

  @Test
  void evaluate_answer_hasQuestionInIt() {
    JsonObject review =
        json(
            """
            {"apiVersion": "weft.dev/v1", "kind": "AccessReview",
             "metadata": {"name": "q", "creationTimestamp": null},
             "spec": {"workload": {"namespace": "shop"}, "request": {}}, "status": {"allowed": 7}}
            """);

    JsonObject answer = evaluator.evaluate(review, nothing(), MeshSettings.DEFAULT);

    assertThat(answer.without("status")).isEqualTo(review.without("status"));
    assertThat(answer.object("status").string("reason")).isEqualTo("no-allow-policy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | spec",
        "{\"spec\": 1} | spec",
        "{\"spec\": {\"request\": {}}} | spec.workload",
        "{\"spec\": {\"workload\": {\"namespace\": \"a\"}}} | spec.request",
        "{\"extra\": 1, \"spec\": {}} | extra",
        "{\"kind\": \"Other\", \"spec\": {}} | kind",
        "{\"metadata\": {\"namespace\": \"a\"}, \"spec\": {}} | metadata.namespace",
        "{\"metadata\": {\"odd\": \"a\"}, \"spec\": {}} | metadata.odd",
        "{\"spec\": {\"workload\": {\"namespace\": \"A B\"}}} | spec.workload.namespace",
        "{\"spec\": {\"workload\": {\"labels\": {\"a\": 1}}}} | spec.workload.labels[a]",
        "{\"spec\": {\"layer\": \"L5\"}} | spec.layer",
        "{\"spec\": {\"more\": true}} | spec.more",
        "{\"spec\": {\"request\": {\"verb\": \"GET\"}}} | spec.request.verb",
        "{\"spec\": {\"request\": {\"port\": 65536}}} | spec.request.port",
        "{\"spec\": {\"request\": {\"port\": 1.5}}} | spec.request.port",
        "{\"spec\": {\"request\": {\"port\": \"80\"}}} | spec.request.port",
        "{\"spec\": {\"request\": {\"ip\": \"10.0.0\"}}} | spec.request.ip",
        "{\"spec\": {\"request\": {\"principal\": \"cart\"}}} | spec.request.principal",
        "{\"spec\": {\"request\": {\"headers\": {\"a\": [\"b\"]}}}} | spec.request.headers[a]",
        "{\"spec\": {\"request\": {\"headers\": {\"a\": \"\", \"A\": \"\"}}}}"
            + " | spec.request.headers[A]",
        "{\"spec\": {\"request\": {\"jwt\": \"ey\"}}} | spec.request.jwt",
        "{\"spec\": {\"mesh\": {\"pathNormalization\": \"SOME\"}}} | spec.mesh.pathNormalization",
        "{\"spec\": {\"mesh\": {\"trustDomainAliases\": [1]}}} | spec.mesh.trustDomainAliases[0]",
        "{\"spec\": {\"mesh\": {\"rootnamespace\": \"a\"}}} | spec.mesh.rootnamespace",
        "{\"spec\": {\"policies\": {}}} | spec.policies",
        "{\"spec\": {\"policies\": [1]}} | spec.policies[0]",
        "{\"spec\": {\"policies\": [{\"kind\": \"Gateway\"}]}} | spec.policies[0].kind",
        "{\"spec\": {\"policies\": [{\"apiVersion\": \"security.istio.io/v1\","
            + " \"kind\": \"AuthorizationPolicy\", \"metadata\": {\"name\": \"a\"}}]}}"
            + " | spec.policies[0].metadata.namespace",
        "{\"spec\": {\"policies\": [{\"apiVersion\": \"security.istio.io/v1\","
            + " \"kind\": \"AuthorizationPolicy\","
            + " \"metadata\": {\"name\": \"a\", \"namespace\": \"b\"},"
            + " \"spec\": {\"rules\": [{\"form\": []}]}}]}} | spec.policies[0].spec.rules[0].form"
      })
  void evaluate_malformedReview_refusedByFieldPath(String review, String field) {
    assertThatThrownBy(() -> evaluator.evaluate(json(review), nothing(), MeshSettings.DEFAULT))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(422);
              assertThat(fields(refusal)).contains(field);
            });
  }

  @Test
  void evaluate_tooMuchOfEverything_refused() {
    JsonObject review =
        JsonObject.builder()
            .put(
                "spec",
                JsonObject.builder()
                    .put("policies", new JsonArray(Collections.nCopies(513, JsonObject.EMPTY)))
                    .put("request", JsonObject.builder().put("path", "/".repeat(65_537)).build())
                    .build())
            .build();

    assertThatThrownBy(() -> evaluator.evaluate(review, nothing(), MeshSettings.DEFAULT))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> assertThat(fields(refusal)).contains("spec.policies", "spec.request.path"));
  }

  @Test
  void evaluate_tenThousandStoredPolicies_onlyThoseOfTheNamespaceAreRead() {
    List<Resource> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      // Those of other namespaces are no policies at all: to read one would fail.
      many.add(
          new Resource(
              new ResourceKey("security.istio.io", "AuthorizationPolicy", "ns" + i, "p"),
              "uid" + i,
              1,
              1,
              1,
              Instant.EPOCH,
              Optional.empty(),
              JsonObject.EMPTY));
    }
    many.add(resource(ALLOW_CART.formatted("weft.local"), 1));
    ResourceSnapshot now = ResourceSnapshot.of(1, many);
    JsonObject review = request("weft.local/ns/shop/sa/cart", "");

    JsonObject status =
        org.junit.jupiter.api.Assertions.assertTimeout(
            Duration.ofSeconds(5),
            () -> {
              for (int i = 0; i < 999; i++) {
                status(review, now);
              }
              return status(review, now);
            });

    assertThat(status.get("rule")).isEqualTo(new JsonNumber(java.math.BigDecimal.ONE));
  }

  private static List<String> fields(ApiException refusal) {
    return refusal.status().object("details").array("causes").values().stream()
        .map(it -> String.valueOf(((JsonObject) it).string("field")))
        .toList();
  }

  private JsonObject status(JsonObject review, ResourceSnapshot now) {
    return evaluator.evaluate(review, now, MeshSettings.DEFAULT).object("status");
  }

  private static JsonObject request(String principal, String more) {
    return json(
        """
        {"spec": {"workload": {"namespace": "shop", "labels": {"app": "db"}},
                  "request": {"principal": "%s", "port": 5432}%s}}
        """
            .formatted(principal, more));
  }

  private static ResourceSnapshot nothing() {
    return ResourceSnapshot.of(1, List.of());
  }

  private static ResourceSnapshot stored(String... policies) {
    List<Resource> resources = new ArrayList<>();
    for (String policy : policies) {
      resources.add(resource(policy, 1));
    }
    return ResourceSnapshot.of(1, resources);
  }

  private static Resource resource(String policy, long version) {
    JsonObject body = json(policy);
    JsonObject metadata = body.object("metadata");
    return new Resource(
        new ResourceKey(
            "security.istio.io",
            String.valueOf(body.string("kind")),
            String.valueOf(metadata.string("namespace")),
            String.valueOf(metadata.string("name"))),
        "uid",
        version,
        version,
        version,
        Instant.EPOCH,
        Optional.empty(),
        body.with("metadata", metadata.with("uid", new JsonString("uid"))));
  }

  private static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.read(text);
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }
}
