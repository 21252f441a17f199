package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.json.JsonObject;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEngineTest {
  private static final Workload WORKLOAD = new Workload("foo", Map.of("app", "x"));
  private static final SpiffeId CLIENT = SpiffeId.parse("spiffe://weft.local/ns/bar/sa/web");

  @Test
  void decideConnection_clusterLocalPrincipal_meansTheMeshsOwnTrustDomain() throws Exception {
    PolicyEngine engine =
        engine(
            "{'rules': [{'from': [{'source': {'principals': ['cluster.local/ns/bar/sa/web']}}]}]}");

    Decision decision = engine.decideConnection(connection(CLIENT));

    assertThat(decision).isEqualTo(new Decision.Allow("foo/p0", 0, Reason.ALLOW_MATCH));
    assertThat(decision.describe()).isEqualTo("allow-match by foo/p0[0]");
    SpiffeId impostor = SpiffeId.parse("spiffe://cluster.local/ns/bar/sa/web");
    assertThat(engine.decideConnection(connection(impostor)).reason())
        .isEqualTo(Reason.DEFAULT_DENY);
  }

  @Test
  void decide_sameRule_sameDecisionObject() throws Exception {
    PolicyEngine engine = engine("{'action': 'DENY', 'rules': [{}]}");

    assertThat(engine.decideConnection(connection(CLIENT)))
        .isSameAs(engine.decideConnection(connection(null)));
  }

  @Test
  void decideConnection_addressUnknown_failsClosed() throws Exception {
    ConnectionFacts blind = new ConnectionFacts(null, null, null, 80, null);
    String rules = "'rules': [{'from': [{'source': {'%s': ['10.0.0.0/8']}}]}]";
    for (String field : List.of("ipBlocks", "notIpBlocks")) {
      String spec = rules.formatted(field);

      assertThat(engine("{" + spec + "}").decideConnection(blind).allowed()).isFalse();
      assertThat(engine("{'action': 'DENY', " + spec + "}").decideConnection(blind).allowed())
          .isFalse();
    }
  }

  @Test
  void decideConnection_ipv4MappedBlock_matchesIpv4() throws Exception {
    PolicyEngine engine =
        engine("{'rules': [{'from': [{'source': {'ipBlocks': ['::ffff:127.0.0.0/104']}}]}]}");

    assertThat(engine.decideConnection(connection(null)).allowed()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "x-empty, *, true", "x-empty, a*, false", "x-absent, *, false", "host, H:1, true",
    ":authority, H:1, true", ":method, GET, true", ":path, /a/b?q=1, true", ":path, *q=1, true",
  })
  void decideRequest_headerCondition_asPresentInTheRequest(
      String name, String pattern, boolean allowed) throws Exception {
    PolicyEngine engine =
        engine(
            "{'rules': [{'when': [{'key': 'request.headers[%s]', 'values': ['%s']}]}]}"
                .formatted(name, pattern));

    Decision decision = engine.decideRequest(request("/a/./b?q=1", Map.of("x-empty", "")));

    assertThat(decision.allowed()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "/admin, true",
    "/admin?x, true",
    "/a/../admin, true",
    "/%61dmin, true",
    "/ADMIN, false",
    "http://evil/admin, true",
    "HTTPS://x:1/b/../admin#f, true",
    "http://x, false",
  })
  void decideRequest_deniedPath_deniedInEverySpelling(String target, boolean denied)
      throws Exception {
    PolicyEngine engine =
        engine("{'action': 'DENY', 'rules': [{'to': [{'operation': {'paths': ['/admin']}}]}]}");

    assertThat(engine.decideRequest(request(target, Map.of())).allowed()).isEqualTo(!denied);
  }

  @Test
  void decideRequest_malformedPath_deniedOnlyWhereRulesInForceLookAtPaths() throws Exception {
    String spec = "{'rules': [{'to': [{'operation': {'paths': ['*']}}]}]}";
    RequestSnapshot malformed = request("/a%00", Map.of());

    assertThat(engine(spec).decideRequest(malformed).reason()).isEqualTo(Reason.MALFORMED_PATH);
    assertThat(engine("{'rules': [{}]}").decideRequest(malformed).allowed()).isTrue();
    assertThat(engine(List.of(dryRun("d", spec))).decideRequest(malformed).reason())
        .isEqualTo(Reason.NO_ALLOW_POLICY);
  }

  @Test
  void decideRequest_auditAndDryRunPolicies_observedNotEnforced() throws Exception {
    PolicyEngine engine =
        engine(
            List.of(
                policy(
                    "audit",
                    "{'action': 'AUDIT', 'rules': [{'to': [{'operation': {'methods':"
                        + " ['PUT']}}]}, {}]}"),
                dryRun("try", "{'action': 'DENY', 'rules': [{}]}")));
    Recorder recorder = new Recorder();

    Decision decision = engine.decideRequest(request("/", Map.of()), recorder);

    assertThat(decision.reason()).isEqualTo(Reason.NO_ALLOW_POLICY);
    assertThat(recorder.seen)
        .containsExactly("audited foo/audit[1]", "tried explicit-deny by foo/try[0]");
  }

  @Test
  void decideConnection_noDryRunPolicy_nothingTried() throws Exception {
    Recorder recorder = new Recorder();

    engine("{'rules': [{}]}").decideConnection(connection(null), recorder);

    assertThat(recorder.seen).isEmpty();
  }

  @Test
  void compile_policiesForOthers_ignored() throws Exception {
    List<AuthorizationPolicy> policies = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      policies.add(
          AuthorizationPolicy.parse(
              Policies.resource("AuthorizationPolicy", "bar", "p" + i, "{}")));
      policies.add(policy("q" + i, "{'selector': {'matchLabels': {'app': 'y'}}}"));
    }

    assertThat(engine(policies).decideConnection(connection(null)).reason())
        .isEqualTo(Reason.NO_ALLOW_POLICY);
  }

  @ParameterizedTest
  @CsvSource({
    "scope, read, true", "scope, 'read write', false", "roles, admin, true",
        "nested][role, x, true",
    "nested, x, false", "number, 1, false", "iss, https://i, true", "missing, *, false",
  })
  void decideRequest_claim_matchedByItsForm(String claim, String pattern, boolean allowed)
      throws Exception {
    JsonObject payload =
        Policies.json(
            """
            {'iss': 'https://i', 'sub': 's', 'scope': 'read write', 'roles': ['user', 'admin'],
             'nested': {'role': 'x'}, 'number': 1}
            """);
    PolicyEngine engine =
        engine(
            "{'rules': [{'when': [{'key': 'request.auth.claims[%s]', 'values': ['%s']}]}]}"
                .formatted(claim, pattern));
    RequestSnapshot request =
        new RequestSnapshot(
            connection(null), "GET", "/", "h", Map.of(), null, new TokenClaims(payload));

    assertThat(engine.decideRequest(request).allowed()).isEqualTo(allowed);
  }

  @Test
  void decideRequest_issuerWithSlash_notTakenForAnotherIssuersSubject() throws Exception {
    PolicyEngine engine =
        engine("{'rules': [{'from': [{'source': {'requestPrincipals': ['a/b/c']}}]}]}");

    assertThat(engine.decideRequest(withToken("{'iss': 'a/b', 'sub': 'c'}")).allowed()).isTrue();
    assertThat(engine.decideRequest(withToken("{'iss': 'a', 'sub': 'b/c'}")).allowed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"td1, true", "td2, true", "td3, false"})
  void decideConnection_trustDomainsField_aliasesStandForOneAnother(String peer, boolean allowed)
      throws Exception {
    MeshSettings settings =
        new MeshSettings("istio-system", "td1", List.of("td2"), PathNormalization.BASE);
    PolicyEngine engine =
        PolicyEngine.compile(
            settings,
            WORKLOAD,
            List.of(policy("p", "{'rules': [{'from': [{'source': {'trustDomains': ['td2']}}]}]}")));
    SpiffeId id = new SpiffeId(peer, "bar", "web");

    assertThat(engine.decideConnection(connection(id)).allowed()).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({"old-td, true", "td1, false", "x-td, true"})
  void decideConnection_trustDomainWithWildcard_noAliasBehindIt(String peer, boolean allowed)
      throws Exception {
    MeshSettings settings =
        new MeshSettings("istio-system", "td1", List.of("old-td"), PathNormalization.BASE);
    PolicyEngine engine =
        PolicyEngine.compile(
            settings,
            WORKLOAD,
            List.of(
                policy("p", "{'rules': [{'from': [{'source': {'trustDomains': ['*-td']}}]}]}")));

    assertThat(engine.decideConnection(connection(new SpiffeId(peer, "bar", "web"))).allowed())
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "*, i, s, true",
    "*, i, '', false",
    "i/s, i, s, true",
    "i/*, i, s, true",
    "i/*, i, '', false",
    "i/s*, i, sub, true",
    "*/s, https://i, s, true",
    "*i/s, https://i, s, true",
    "*i/s, https://j, s, false",
    "*s, i, sub-s, true",
    "i*, issuer, s, true",
    "i, i, s, false",
    "i, i, '', true",
    "https://i/s, https://i, s, true",
  })
  void decideRequest_requestPrincipal_issuerAndSubject(
      String pattern, String issuer, String subject, boolean allowed) throws Exception {
    PolicyEngine engine =
        engine(
            "{'rules': [{'when': [{'key': 'request.auth.principal', 'values': ['%s']}]}]}"
                .formatted(pattern));

    RequestSnapshot request = withToken("{'iss': '%s', 'sub': '%s'}".formatted(issuer, subject));

    assertThat(engine.decideRequest(request).allowed()).isEqualTo(allowed);
  }

  /** Nothing of the kind is let in, but a draft has to be told what it would do in Istio. */
  @ParameterizedTest
  @CsvSource({
    "b*r, true",
    "*a*, true",
    "b**a*r, true",
    "b*x, false",
    "*b*ar*x*, false",
    "ba*rr, false",
  })
  void decide_draftWithStarInsideANamespace_anyTextInRequestsItselfInConnections(
      String pattern, boolean matches) throws Exception {
    AuthorizationPolicy draft =
        AuthorizationPolicy.parseDraft(
            Policies.authorization(
                "p",
                "{'rules': [{'from': [{'source': {'namespaces': ['%s']}}]}]}".formatted(pattern)));
    RequestSnapshot request =
        new RequestSnapshot(connection(CLIENT), "GET", "/", "h", Map.of(), null, null);

    assertThat(engine(List.of(draft)).decideRequest(request).allowed()).isEqualTo(matches);
    assertThat(engine(List.of(draft)).decideConnection(connection(CLIENT)).allowed()).isFalse();
  }

  @Test
  void decideConnection_deniedServerName_deniedInAnyCase() throws Exception {
    PolicyEngine engine =
        engine(
            "{'action': 'DENY', 'rules': [{'when': [{'key': 'connection.sni', 'values':"
                + " ['*.b.com']}]}]}");

    assertThat(engine.decideConnection(new ConnectionFacts(null, null, null, 80, "A.B.COM")))
        .isInstanceOf(Decision.Deny.class);
  }

  private static final class Recorder implements PolicyObserver {
    final List<String> seen = new ArrayList<>();

    @Override
    public void audited(String policy, int rule) {
      seen.add("audited " + policy + "[" + rule + "]");
    }

    @Override
    public void tried(Decision wouldBe) {
      seen.add("tried " + wouldBe.describe());
    }
  }

  private static PolicyEngine engine(String spec) throws PolicyFormatException {
    return engine(List.of(policy("p0", spec)));
  }

  private static PolicyEngine engine(List<AuthorizationPolicy> policies) {
    return PolicyEngine.compile(MeshSettings.DEFAULT, WORKLOAD, policies);
  }

  private static AuthorizationPolicy policy(String name, String spec) throws PolicyFormatException {
    return AuthorizationPolicy.parse(Policies.authorization(name, spec));
  }

  private static AuthorizationPolicy dryRun(String name, String spec) throws PolicyFormatException {
    JsonObject metadata =
        Policies.json(
            "{'name': '%s', 'namespace': 'foo', 'annotations': {'istio.io/dry-run': 'true'}}"
                .formatted(name));
    return AuthorizationPolicy.parse(Policies.authorization(name, spec).with("metadata", metadata));
  }

  private static ConnectionFacts connection(@Nullable SpiffeId peer) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return ConnectionFacts.of(peer, loopback, loopback, 8080, null);
  }

  private static RequestSnapshot request(String path, Map<String, String> headers) {
    return new RequestSnapshot(connection(null), "GET", path, "H:1", headers, null, null);
  }

  private static RequestSnapshot withToken(String payload) {
    return new RequestSnapshot(
        connection(null), "GET", "/", "h", Map.of(), null, new TokenClaims(Policies.json(payload)));
  }
}
