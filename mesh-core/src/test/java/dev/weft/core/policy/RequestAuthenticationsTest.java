package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.TestClock;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.token.KeyCacheSettings;
import dev.weft.core.token.KeySources;
import dev.weft.core.token.RemoteKeySources;
import dev.weft.core.token.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAuthenticationsTest {
  private static final Workload WORKLOAD = new Workload("foo", Map.of("app", "x"));
  private static final TestIssuer A = TestIssuer.of("ES256", "a");
  private static final TestIssuer B = TestIssuer.of("EdDSA", "b");
  private static final String OF_A = A.sign("{'iss': 'a', 'sub': 's'}");
  private static final String OF_B = B.sign("{'iss': 'b', 'sub': 't'}");
  private static final String FORGED = B.sign("{'iss': 'a', 'sub': 's'}");

  private final TestClock clock = new TestClock();

  @Test
  void authenticate_noPolicyForTheWorkload_nothingLookedAt() throws Exception {
    RequestAuthentications authentications =
        compile(
            policyOf("bar", "p", rule("a", A, "")),
            RequestAuthentication.parse(
                resource("foo", "q", "{'selector': {'matchLabels': {'app': 'y'}}}")),
            RequestAuthentication.parse(
                resource("foo", "r", "{'targetRefs': [{'kind': 'Service', 'name': 's'}]}")));

    assertThat(authentications.isEmpty()).isTrue();
    assertThat(authentications.authenticate(new NoRequest()))
        .isSameAs(authentications.authenticate(new NoRequest()))
        .isEqualTo(new Authentication.NoToken(RequestChanges.NONE));
  }

  @Test
  void authenticate_rootPolicyWithSelector_forWorkloadsOfEveryNamespace() throws Exception {
    RequestAuthentication root =
        RequestAuthentication.parse(
            resource(
                "istio-system",
                "p",
                "{'selector': {'matchLabels': {'app': 'x'}}, 'jwtRules': [{'issuer': 'a'}]}"));

    assertThat(compile(root).isEmpty()).isFalse();
  }

  @Test
  void authenticate_noToken_passesWithoutIdentity() throws Exception {
    Authentication answer = compile(policy(rule("a", A, ""))).authenticate(request("/"));

    assertThat(answer).isEqualTo(new Authentication.NoToken(RequestChanges.NONE));
    assertThat(answer.claims()).isNull();
  }

  @Test
  void authenticate_goodToken_claimsForPolicies() throws Exception {
    RequestAuthentications authentications = compile(policy(rule("a", A, "")));

    Authentication answer =
        authentications.authenticate(request("/").with("authorization", "Bearer " + OF_A));

    assertThat(answer).isInstanceOf(Authentication.Valid.class);
    Authentication.Valid valid = (Authentication.Valid) answer;
    assertThat(valid.policy()).isEqualTo("foo/p");
    assertThat(valid.rule()).isZero();
    assertThat(valid.claims().issuer()).isEqualTo("a");
    assertThat(valid.claims().subject()).isEqualTo("s");
    assertThat(valid.changes().removeHeaders()).containsExactly("authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "expired, jwt-expired, 401",
    "early, jwt-not-yet-valid, 401",
    "forged, jwt-unknown-key, 401",
    "changed, jwt-signature, 401",
    "otherIssuer, jwt-issuer, 401",
    "otherAudience, jwt-audience, 403",
    "secret, jwt-algorithm, 401",
    "garbage, jwt-malformed, 401",
  })
  void authenticate_badToken_refusedWithReasonAndRule(String kind, String reason, int status)
      throws Exception {
    RequestAuthentications authentications = compile(policy(rule("a", A, ", 'audiences': ['me']")));
    String me = "{'iss': 'a', 'aud': 'me'";
    String token =
        switch (kind) {
          case "expired" -> A.sign(me + ", 'exp': 1000}");
          case "early" -> A.sign(me + ", 'nbf': 9999999999}");
          case "forged" -> B.sign(me + "}");
          case "changed" -> A.sign(me + "}").replaceAll("\\.[^.]*$", "." + "A".repeat(86));
          case "otherIssuer" -> A.sign("{'iss': 'c'}");
          case "otherAudience" -> A.sign("{'iss': 'a', 'aud': ['you']}");
          case "secret" -> "eyJhbGciOiJIUzI1NiJ9.e30.AA";
          default -> "garbage";
        };

    Authentication answer =
        authentications.authenticate(request("/").with("authorization", "Bearer " + token));

    assertThat(answer).isInstanceOf(Authentication.Invalid.class);
    Authentication.Invalid invalid = (Authentication.Invalid) answer;
    assertThat(invalid.decision().reason().code()).isEqualTo(reason);
    assertThat(invalid.decision().describe()).isEqualTo(reason + " by foo/p[0]");
    assertThat(invalid.decision().allowed()).isFalse();
    assertThat(invalid.status()).isEqualTo(status);
    assertThat(invalid.challenge()).contains("invalid_token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        " | authorization | Bearer %s | VALID",
        " | authorization | Bearer   %s | VALID",
        " | authorization | bearer %s | NONE",
        " | authorization | Basic abc | NONE",
        " | authorization | Bearer | NONE",
        " | authorization | Bearer ; | BAD",
        " | x-token | %s | NONE",
        ", 'fromHeaders': [{'name': 'X-Token'}] | x-token | %s | VALID",
        ", 'fromHeaders': [{'name': 'X-Token'}] | x-token | Bearer %s | BAD",
        ", 'fromHeaders': [{'name': 'X-Token'}] | authorization | Bearer %s | NONE",
        ", 'fromHeaders': [{'name': 'x', 'prefix': 'p:'}] | x | p:%s | VALID",
        ", 'fromHeaders': [{'name': 'x', 'prefix': 'p:'}] | x | q:%s | NONE",
        ", 'fromCookies': ['t'] | cookie | a=b; t=%s; t=other | VALID",
        ", 'fromCookies': ['t'] | cookie | t=\"%s\" | VALID",
        ", 'fromCookies': ['t'] | cookie | T=%s | NONE",
        ", 'fromCookies': ['t'] | cookie | t | BAD",
        " | target | /?access_token=%s | VALID",
        " | target | /?a&access%%5Ftoken=%s#f | VALID",
        " | target | /?access_token=%s&access_token=x | VALID",
        " | target | /?access_token= | BAD",
        " | target | /#?access_token=%s | NONE",
        " | target | /access_token=%s | NONE",
        ", 'fromParams': ['t'] | target | /?access_token=%s | NONE",
        ", 'fromParams': ['t'] | target | /?x=1&t=%s | VALID",
      })
  void authenticate_places_whereTheRuleLooks(
      String fields, String place, String value, String expected) throws Exception {
    RequestAuthentications authentications =
        compile(policy(rule("a", A, fields == null ? "" : fields)));
    String text = value.formatted(OF_A);
    TokenRequest request = place.equals("target") ? request(text) : request("/").with(place, text);

    assertThat(kind(authentications.authenticate(request))).isEqualTo(expected);
  }

  @Test
  void authenticate_headerTwice_bothHaveToBeGood() throws Exception {
    RequestAuthentications authentications = compile(policy(rule("a", A, "")));

    assertThat(
            kind(
                authentications.authenticate(
                    request("/")
                        .with("authorization", "Bearer " + OF_A)
                        .with("authorization", "Bearer " + FORGED))))
        .isEqualTo("BAD");
    assertThat(
            kind(
                authentications.authenticate(
                    request("/?access_token=" + FORGED).with("authorization", "Bearer " + OF_A))))
        .isEqualTo("BAD");
  }

  /** OR(a, b, AND(a or missing, b or missing)), as Istio tells Envoy. */
  @ParameterizedTest
  @CsvSource({
    "good, none, VALID a",
    "none, good, VALID b",
    "good, good, VALID a",
    "good, bad, VALID a",
    "bad, good, VALID b",
    "none, none, NONE",
    "bad, none, BAD",
    "none, bad, BAD",
    "bad, bad, BAD",
  })
  void authenticate_twoRules_oneGoodTokenIsEnough(String a, String b, String expected)
      throws Exception {
    RequestAuthentications authentications =
        compile(
            policy(
                rule("b", B, ", 'fromHeaders': [{'name': 'x-b'}]"),
                rule("a", A, ", 'fromHeaders': [{'name': 'x-a'}]")));

    assertThat(kindAndIssuer(authentications.authenticate(two(a, b)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "good, none, VALID a",
    "none, good, BAD jwt-missing",
    "good, good, VALID b",
    "good, bad, BAD jwt-unknown-key",
    "bad, good, BAD jwt-unknown-key",
    "none, none, BAD jwt-missing",
  })
  void authenticate_requiredRule_tokenHasToBeThereAndNoneMayBeBad(
      String a, String b, String expected) throws Exception {
    RequestAuthentications authentications =
        compile(
            policy(
                rule("a", A, ", 'fromHeaders': [{'name': 'x-a'}], 'presence': 'REQUIRED'"),
                rule("b", B, ", 'fromHeaders': [{'name': 'x-b'}]")));

    Authentication answer = authentications.authenticate(two(a, b));

    String described =
        answer instanceof Authentication.Invalid invalid
            ? "BAD " + invalid.decision().reason().code()
            : kindAndIssuer(answer);
    assertThat(described).isEqualTo(expected);
  }

  @Test
  void authenticate_rulesOfSeveralPoliciesAtOnePlace_theIssuersRuleDecides() throws Exception {
    RequestAuthentications authentications =
        compile(
            policyOf("foo", "p", rule("a", A, "")),
            policyOf("istio-system", "mesh", rule("b", B, "")));

    Authentication good =
        authentications.authenticate(request("/").with("authorization", "Bearer " + OF_B));
    Authentication bad =
        authentications.authenticate(
            request("/").with("authorization", "Bearer " + A.sign("{'iss': 'b'}")));

    assertThat(((Authentication.Valid) good).policy()).isEqualTo("istio-system/mesh");
    assertThat(((Authentication.Invalid) bad).decision().describe())
        .isEqualTo("jwt-unknown-key by istio-system/mesh[0]");
  }

  @Test
  void authenticate_outputs_writtenAndNobodyElseMayWriteThem() throws Exception {
    RequestAuthentications authentications =
        compile(
            policy(
                rule(
                    "a",
                    A,
                    """
                    , 'outputPayloadToHeader': 'X-Payload', 'outputClaimToHeaders': [
                    {'header': 'x-sub', 'claim': 'sub'}, {'header': 'x-n', 'claim': 'n'},
                    {'header': 'x-b', 'claim': 'b'}, {'header': 'x-in', 'claim': 'o.in'},
                    {'header': 'x-dotted', 'claim': 'd.d'}, {'header': 'x-list', 'claim': 'l'},
                    {'header': 'x-evil', 'claim': 'evil'}, {'header': 'x-huge', 'claim': 'huge'},
                    {'header': 'x-none', 'claim': 'none.at.all'}]
                    """)));
    String token =
        A.sign(
            "{'iss': 'a', 'sub': 's', 'n': 1.5e1, 'b': true, 'o': {'in': 'deep'}, 'd.d': 'x',"
                + " 'l': ['y'], 'evil': 'a\\r\\nx-admin: 1', 'huge': 1e90000000}");

    Authentication good =
        authentications.authenticate(request("/").with("authorization", "Bearer " + token));
    Authentication none = authentications.authenticate(request("/"));

    List<String> written =
        List.of(
            "x-payload",
            "x-sub",
            "x-n",
            "x-b",
            "x-in",
            "x-dotted",
            "x-list",
            "x-evil",
            "x-huge",
            "x-none");
    RequestChanges changes = ((Authentication.Valid) good).changes();
    assertThat(changes.removeHeaders()).containsAll(written).contains("authorization");
    assertThat(changes.addHeaders())
        .containsExactly(
            new HeaderField("x-payload", token.split("\\.", -1)[1]),
            new HeaderField("x-sub", "s"),
            new HeaderField("x-n", "15"),
            new HeaderField("x-b", "true"),
            new HeaderField("x-in", "deep"),
            new HeaderField("x-dotted", "x"));
    assertThat(((Authentication.NoToken) none).changes().removeHeaders())
        .containsExactlyElementsOf(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", 'forwardOriginalToken': true"})
  void authenticate_originalToken_removedUnlessForwarded(String fields) throws Exception {
    RequestAuthentications authentications = compile(policy(rule("a", A, fields)));

    RequestChanges changes =
        ((Authentication.Valid)
                authentications.authenticate(
                    request("/?access_token=" + OF_A).with("authorization", "Bearer " + OF_A)))
            .changes();

    boolean removed = fields.isEmpty();
    assertThat(changes.removeHeaders()).isEqualTo(removed ? List.of("authorization") : List.of());
    assertThat(changes.removeParams()).isEqualTo(removed ? List.of("access_token") : List.of());
  }

  @Test
  void authenticate_spaceDelimitedClaims_listsForPolicies() throws Exception {
    RequestAuthentications authentications =
        compile(policy(rule("a", A, ", 'spaceDelimitedClaims': ['roles']")));
    String token =
        A.sign("{'iss': 'a', 'roles': ' admin  editor ', 'scope': 'r w', 'name': 'a b'}");

    Authentication answer =
        authentications.authenticate(request("/").with("authorization", "Bearer " + token));

    TokenClaims claims = ((Authentication.Valid) answer).claims();
    assertThat(claims.claim(List.of("roles")))
        .isEqualTo(Policies.json("{'l': ['admin', 'editor']}").get("l"));
    assertThat(claims.claim(List.of("scope")))
        .isEqualTo(Policies.json("{'l': ['r', 'w']}").get("l"));
    assertThat(claims.claim(List.of("name"))).isEqualTo(JsonValue.of("a b"));
  }

  @Test
  void authenticate_keysByUrl_askedForWhenCompiled() throws Exception {
    List<Runnable> tasks = new ArrayList<>();
    KeySources remote =
        new RemoteKeySources(
            (uri, timeout, most) -> TestIssuer.jwks(A).getBytes(StandardCharsets.UTF_8),
            tasks::add,
            clock,
            KeyCacheSettings.DEFAULT);
    RequestAuthentications authentications =
        RequestAuthentications.compile(
            MeshSettings.DEFAULT,
            WORKLOAD,
            List.of(policy("{'issuer': 'a', 'jwksUri': 'https://a/keys'}")),
            remote,
            clock);
    TokenRequest request = request("/").with("authorization", "Bearer " + OF_A);

    Authentication early = authentications.authenticate(request);
    assertThat(tasks).hasSize(1);
    tasks.get(0).run();
    Authentication later = authentications.authenticate(request);

    assertThat(((Authentication.Invalid) early).decision().reason())
        .isEqualTo(Reason.JWT_KEYS_UNAVAILABLE);
    assertThat(kind(later)).isEqualTo("VALID");
  }

  private RequestAuthentications compile(RequestAuthentication... policies) {
    return RequestAuthentications.compile(
        MeshSettings.DEFAULT, WORKLOAD, List.of(policies), KeySources.none(), clock);
  }

  private static RequestAuthentication policy(String... rules) throws PolicyFormatException {
    return policyOf("foo", "p", rules);
  }

  private static RequestAuthentication policyOf(String namespace, String name, String... rules)
      throws PolicyFormatException {
    return RequestAuthentication.parse(
        resource(namespace, name, "{'jwtRules': [" + String.join(", ", rules) + "]}"));
  }

  private static String rule(String issuer, TestIssuer keys, String fields) {
    String jwks = TestIssuer.jwks(keys).replace("\"", "\\\"");
    return "{'issuer': '" + issuer + "', 'jwks': '" + jwks + "'" + fields + "}";
  }

  private static JsonObject resource(String namespace, String name, String spec) {
    return Policies.resource("RequestAuthentication", namespace, name, spec);
  }

  private static TokenRequest request(String target) {
    return new TokenRequest(target, Map.of());
  }

  private static TokenRequest two(String a, String b) {
    TokenRequest request = request("/");
    request = a.equals("none") ? request : request.with("x-a", a.equals("good") ? OF_A : FORGED);
    return b.equals("none")
        ? request
        : request.with("x-b", b.equals("good") ? OF_B : A.sign("{'iss': 'b'}"));
  }

  private static String kind(Authentication answer) {
    return answer instanceof Authentication.Valid
        ? "VALID"
        : answer instanceof Authentication.NoToken ? "NONE" : "BAD";
  }

  private static String kindAndIssuer(Authentication answer) {
    TokenClaims claims = answer.claims();
    return claims == null ? kind(answer) : kind(answer) + " " + claims.issuer();
  }

  /** A request that must not be looked at. */
  private static final class NoRequest implements RequestTokens {
    @Override
    public List<String> headers(String name) {
      throw new AssertionError("asked for " + name);
    }

    @Override
    public String target() {
      throw new AssertionError("asked for the target");
    }
  }
}
