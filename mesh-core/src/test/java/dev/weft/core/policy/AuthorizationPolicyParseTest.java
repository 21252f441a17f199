package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationPolicyParseTest {
  @Test
  void parse_fullPolicy_everyFieldInTheModel() throws PolicyFormatException {
    AuthorizationPolicy policy =
        AuthorizationPolicy.parse(
            Policies.authorization(
                "p",
                """
                {'selector': {'matchLabels': {'app': 'x'}}, 'action': 'DENY', 'rules': [{
                  'from': [{'source': {'principals': ['td/ns/a/sa/b'], 'notNamespaces': ['n']}}],
                  'to': [{'operation': {'ports': ['80'], 'notPaths': ['/h', '/a/{*}']}}],
                  'when': [{'key': 'request.headers[X-Y]', 'values': ['v'], 'notValues': ['w']}]}]}
                """));

    assertThat(policy.qualifiedName()).isEqualTo("foo/p");
    assertThat(policy.action()).isEqualTo(Action.DENY);
    assertThat(policy.selector().matchLabels()).containsEntry("app", "x");
    Rule rule = policy.rules().get(0);
    assertThat(rule.from().get(0).principals().values()).containsExactly("td/ns/a/sa/b");
    assertThat(rule.from().get(0).namespaces().notValues()).containsExactly("n");
    assertThat(rule.to().get(0).ports().values()).containsExactly("80");
    assertThat(rule.to().get(0).paths().notValues()).containsExactly("/h", "/a/{*}");
    assertThat(rule.when().get(0).attribute().key()).isEqualTo("request.headers[x-y]");
    assertThat(rule.when().get(0).terms()).isEqualTo(new Terms(List.of("v"), List.of("w")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'x': 1} | spec.x",
        "{'action': 'CUSTOM', 'provider': {'name': 'p'}, 'rules': [{}]} | spec.action",
        "{'action': 'allow'} | spec.action",
        "{'action': 1} | spec.action",
        "{'rules': {}} | spec.rules",
        "{'rules': null} | spec.rules",
        "{'rules': [{}, 1]} | spec.rules[1]",
        "{'rules': [{'From': []}]} | spec.rules[0].From",
        "{'rules': [{'from': null}]} | spec.rules[0].from",
        "{'rules': [{'from': [{}]}]} | spec.rules[0].from[0].source",
        "{'rules': [{'from': [{'source': {}}]}]} | spec.rules[0].from[0].source",
        "{'rules': [{'from': [{'source': {'principal': ['a']}}]}]} | spec.rules[0].from[0].source.principal",
        "{'rules': [{'from': [{'source': {'principals': ['a', 1]}}]}]} | spec.rules[0].from[0].source.principals[1]",
        "{'rules': [{'from': [{'source': {'principals': 'a'}}]}]} | spec.rules[0].from[0].source.principals",
        "{'rules': [{'from': [{'source': {'namespaces': ['a'], 'principals': []}}]}]} | spec.rules[0].from[0].source.principals",
        "{'rules': [{'from': [{'source': {'ipBlocks': ['1.2.3.4', '1.2.3.0/33']}}]}]} | spec.rules[0].from[0].source.ipBlocks[1]",
        "{'rules': [{'from': [{'source': {'serviceAccounts': ['a/*']}}]}]} | spec.rules[0].from[0].source.serviceAccounts[0]",
        "{'rules': [{'from': [{'source': {'serviceAccounts': ['a/b/c']}}]}]} | spec.rules[0].from[0].source.serviceAccounts[0]",
        "{'rules': [{'from': [{'source': {'notTrustDomains': ['a*b']}}]}]} | spec.rules[0].from[0].source.notTrustDomains[0]",
        "{'rules': [{'to': [{'operation': {'ports': ['80', '-1']}}]}]} | spec.rules[0].to[0].operation.ports[1]",
        "{'rules': [{'to': [{'operation': {'ports': [80]}}]}]} | spec.rules[0].to[0].operation.ports[0]",
        "{'rules': [{'to': [{'operation': {'paths': ['/{x}']}}]}]} | spec.rules[0].to[0].operation.paths[0]",
        "{'rules': [{'to': [{'operation': {'notPaths': ['/{**}/{*}']}}]}]} | spec.rules[0].to[0].operation.notPaths[0]",
        "{'rules': [{'to': [{'operation': {'methods': ['GET']}, 'x': 1}]}]} | spec.rules[0].to[0].x",
        "{'rules': [{'when': [{'values': ['a']}]}]} | spec.rules[0].when[0].key",
        "{'rules': [{'when': [{'key': 'source.ip'}]}]} | spec.rules[0].when[0].values",
        "{'rules': [{'when': [{'key': 'source.ip', 'notValues': ['x']}]}]} | spec.rules[0].when[0].notValues[0]",
        "{'rules': [{'when': [{'key': 'request.headers[a][b]', 'values': ['x']}]}]} | spec.rules[0].when[0].key",
        "{'rules': [{'when': [{'key': 'request.headers[a b]', 'values': ['x']}]}]} | spec.rules[0].when[0].key",
        "{'rules': [{'when': [{'key': 'experimental.envoy.filters.a[b]', 'values': ['x']}]}]} | spec.rules[0].when[0].key",
        "{'selector': {'labels': {}}} | spec.selector.labels",
        "{'selector': {'matchLabels': {'a': 1}}} | spec.selector.matchLabels[a]",
        "{'selector': {'matchLabels': {'a': 'x*'}}} | spec.selector.matchLabels[a]",
        "{'targetRefs': []} | spec.targetRefs",
        "{'targetRefs': [{'kind': 'Service'}]} | spec.targetRefs[0].name",
        "{'targetRefs': [{'kind': 'Service', 'name': 's', 'namespace': 'bar'}]} | spec.targetRefs[0].namespace",
        "{'targetRefs': [{'group': 'wrong', 'kind': 'Gateway', 'name': 's'}]} | spec.targetRefs[0].kind",
        "{'targetRef': {'group': 'gateway.networking.k8s.io', 'kind': 'HTTPRoute', 'name': 's'}} | spec.targetRef.kind",
      })
  void parseDraft_malformed_refusedWithThePathOfTheField(String spec, String field) {
    PolicyFormatException refusal =
        refusal(() -> AuthorizationPolicy.parseDraft(Policies.authorization("p", spec)));

    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'action': 'DENY'} | spec.rules",
        "{'action': 'AUDIT', 'rules': []} | spec.rules",
        "{'rules': [{'from': [{'source': {'principals': ['spiffe://td/ns/a/sa/b']}}]}]} | spec.rules[0].from[0].source.principals[0]",
        "{'rules': [{'from': [{'source': {'notPrincipals': ['td/ns/*/sa/b']}}]}]} | spec.rules[0].from[0].source.notPrincipals[0]",
        "{'rules': [{'from': [{'source': {'namespaces': ['team-*-prod']}}]}]} | spec.rules[0].from[0].source.namespaces[0]",
        "{'rules': [{'from': [{'source': {'requestPrincipals': ['*/*']}}]}]} | spec.rules[0].from[0].source.requestPrincipals[0]",
        "{'rules': [{'from': [{'source': {'serviceAccounts': ['a'], 'notNamespaces': ['b']}}]}]} | spec.rules[0].from[0].source.serviceAccounts",
        "{'rules': [{'to': [{'operation': {'paths': ['admin']}}]}]} | spec.rules[0].to[0].operation.paths[0]",
        "{'rules': [{'to': [{'operation': {'paths': ['/a?b=c']}}]}]} | spec.rules[0].to[0].operation.paths[0]",
        "{'rules': [{'when': [{'key': 'source.principal', 'values': ['spiffe://x']}]}]} | spec.rules[0].when[0].values[0]",
        "{'rules': [{'when': [{'key': 'source.namespace', 'notValues': ['a*b']}]}]} | spec.rules[0].when[0].notValues[0]",
      })
  void parse_neverMatching_refusedThoughADraftIsNot(String spec, String field) throws Exception {
    JsonObject resource = Policies.authorization("p", spec);

    PolicyFormatException refusal = refusal(() -> AuthorizationPolicy.parse(resource));

    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(field);
    assertThat(AuthorizationPolicy.parseDraft(resource)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name': 'UPPER', 'namespace': 'foo'} | metadata.name",
        "{'name': 'a..b', 'namespace': 'foo'} | metadata.name",
        "{'namespace': 'foo'} | metadata.name",
        "{'name': 'a', 'namespace': 'a.b'} | metadata.namespace",
        "{'name': 'a', 'namespace': 'foo', 'cluster': 'x'} | metadata.cluster",
        "{'name': 'a', 'namespace': 'foo', 'labels': {'a': 1}} | metadata.labels[a]",
        "{'name': 'a', 'namespace': 'foo', 'creationTimestamp': 'now'} | metadata.creationTimestamp",
        "{'name': 'a', 'namespace': 'foo', 'generation': 'x'} | metadata.generation",
        "{'name': 'a', 'namespace': 'foo', 'annotations': {'istio.io/dry-run': 'yes'}} | metadata.annotations[istio.io/dry-run]",
      })
  void parse_badMetadata_refusedWithThePathOfTheField(String metadata, String field) {
    JsonObject resource =
        Policies.authorization("p", "{}").with("metadata", Policies.json(metadata));

    PolicyFormatException refusal = refusal(() -> AuthorizationPolicy.parse(resource));

    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(field);
  }

  /** An AUDIT policy has no effect to try; as in Istio, the annotation would go unheeded. */
  @Test
  void parse_dryRunOfAnAuditPolicy_refused() {
    JsonObject metadata =
        Policies.json(
            "{'name': 'a', 'namespace': 'foo', 'annotations': {'istio.io/dry-run': 'true'}}");
    JsonObject resource =
        Policies.authorization("p", "{'action': 'AUDIT', 'rules': [{}]}")
            .with("metadata", metadata);

    PolicyFormatException refusal = refusal(() -> AuthorizationPolicy.parse(resource));

    assertThat(refusal.errors())
        .extracting(FieldError::field)
        .containsExactly("metadata.annotations[istio.io/dry-run]");
  }

  @Test
  void parse_kubernetesMetadataAndStatus_accepted() throws PolicyFormatException {
    JsonObject metadata =
        Policies.json(
            """
            {'name': 'a.b-c', 'namespace': 'foo', 'labels': {'a': 'b'}, 'annotations': {'c': 'd'},
             'resourceVersion': '7', 'uid': 'u', 'generation': 2, 'managedFields': [{'x': 1}],
             'creationTimestamp': '2026-01-02T03:04:05Z', 'finalizers': ['f'],
             'deletionTimestamp': '2026-01-02T03:04:05Z', 'ownerReferences': []}
            """);
    JsonObject resource =
        Policies.authorization("p", "{}")
            .with("metadata", metadata)
            .with("status", Policies.json("{'anything': [1]}"));

    AuthorizationPolicy policy = AuthorizationPolicy.parse(resource);

    assertThat(policy.toJson().object("metadata").members()).isEqualTo(metadata.members());
    assertThat(policy.toJson().get("status")).isNull();
  }

  @Test
  void parse_creationTimestampNull_accepted() throws PolicyFormatException {
    JsonObject metadata =
        Policies.json("{'name': 'a', 'namespace': 'foo'}").with("creationTimestamp", JsonNull.NULL);

    AuthorizationPolicy policy =
        AuthorizationPolicy.parse(Policies.authorization("p", "{}").with("metadata", metadata));

    assertThat(policy.metadata().creationTimestamp()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiVersion", "kind", "metadata"})
  void parse_partMissing_refused(String part) {
    JsonObject resource = Policies.authorization("p", "{}").without(part);

    PolicyFormatException refusal = refusal(() -> AuthorizationPolicy.parse(resource));

    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(part);
  }

  @Test
  void parse_otherKindOrVersion_refused() {
    JsonObject kind = Policies.resource("PeerAuthentication", "foo", "p", "{}");
    JsonObject version = Policies.authorization("p", "{}").with("apiVersion", JsonValue.of("v9"));

    assertThat(refusal(() -> AuthorizationPolicy.parse(kind))).hasMessageContaining("kind");
    assertThat(refusal(() -> AuthorizationPolicy.parse(version)))
        .hasMessageContaining("apiVersion");
  }

  @Test
  void parse_manyErrors_allReportedWithinABound() {
    JsonObject unknown = Policies.json("{'x': 1, 'y': 2}");
    JsonArray rules = new JsonArray(Collections.nCopies(200, unknown));
    JsonObject spec = JsonObject.builder().put("rules", rules).build();

    PolicyFormatException refusal =
        refusal(
            () -> AuthorizationPolicy.parse(Policies.authorization("p", "{}").with("spec", spec)));

    assertThat(refusal.errors()).hasSize(101);
    assertThat(refusal.errors().get(1))
        .hasToString("spec.rules[0].y: unknown field (expected: one that this kind has)");
    assertThat(refusal.errors().get(100).message()).startsWith("300 more errors");
  }

  @Test
  void parse_customAction_reasonSaysWhy() {
    JsonObject resource = Policies.authorization("p", "{'action': 'CUSTOM', 'rules': [{}]}");

    assertThat(refusal(() -> AuthorizationPolicy.parse(resource)))
        .hasMessageContaining("no external authorizer");
  }

  private static PolicyFormatException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable parse) {
    return catchThrowableOfType(PolicyFormatException.class, parse);
  }
}
