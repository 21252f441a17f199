package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestAuthenticationParseTest {
  private static final String KEYS =
      "{\\\"keys\\\":[{\\\"kty\\\":\\\"OKP\\\",\\\"crv\\\":\\\"Ed25519\\\","
          + "\\\"x\\\":\\\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\\\"}]}";

  @Test
  void parse_allFields_readAndWritten() throws Exception {
    JsonObject resource =
        resource(
            """
            {'selector': {'matchLabels': {'app': 'x'}},
             'jwtRules': [
               {'issuer': 'https://i', 'audiences': ['a'], 'jwksUri': 'https://i:8443/keys',
                'fromHeaders': [{'name': 'X-Token', 'prefix': 'Bearer '}, {'name': 'y'}],
                'fromParams': ['t'], 'fromCookies': ['c'], 'outputPayloadToHeader': 'x-payload',
                'forwardOriginalToken': true,
                'outputClaimToHeaders': [{'header': 'x-sub', 'claim': 'sub'}],
                'timeout': '1.5s', 'spaceDelimitedClaims': ['roles'], 'presence': 'REQUIRED'},
               {'issuer': 'j', 'jwks': '%s'}]}
            """
                .formatted(KEYS));

    RequestAuthentication policy = RequestAuthentication.parse(resource);

    assertThat(policy.selector().matchLabels()).isEqualTo(Map.of("app", "x"));
    JwtRule rule = policy.jwtRules().get(0);
    assertThat(rule.timeout()).contains(Duration.ofMillis(1500));
    assertThat(rule.fromHeaders())
        .containsExactly(new JwtHeader("X-Token", "Bearer "), new JwtHeader("y", ""));
    assertThat(rule.originalToken()).isEqualTo(OriginalToken.FORWARD);
    assertThat(rule.presence()).isEqualTo(TokenPresence.REQUIRED);
    assertThat(policy.toJson()).isEqualTo(resource);
    assertThat(RequestAuthentication.parse(policy.toJson())).isEqualTo(policy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'selector': {}}",
        "{'selector': {'matchLabels': {'app': 'x', 'version': ''}}, 'jwtRules': []}",
        "{'jwtRules': [{'issuer': 'issuer-foo'}, {'issuer': 'issuer-foo'}]}",
        "{'jwtRules': [{'issuer': 'i', 'jwksUri': 'HTTP://i'}]}",
        "{'jwtRules': [{'issuer': 'i', 'jwks_uri': 'https://foo.com/cert'}]}",
        "{'jwtRules': [{'issuer': 'i', 'audiences': [], 'presence': 'OPTIONAL'}]}",
        "{'targetRef': {'group': 'gateway.networking.k8s.io', 'kind': 'Gateway', 'name': 'g'}}",
        "{'targetRefs': [{'kind': 'Service', 'name': 'g'}]}",
      })
  void parse_whatIstioTakes_taken(String spec) throws Exception {
    RequestAuthentication policy = RequestAuthentication.parse(resource(spec));

    assertThat(RequestAuthentication.parse(policy.toJson())).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "spec.jwtRules[0].issuer | {'jwtRules': [{}]}",
        "spec.jwtRules[0].issuer | {'jwtRules': [{'issuer': ''}]}",
        "spec.jwtRules[0] | {'jwtRules': [null]}",
        "spec.jwtRules[0].audiences[1] | {'jwtRules': [{'issuer': 'i', 'audiences': ['a', '']}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': 'foo.com'}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': ''}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': 'tcp://foo'}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': 'https://f:no'}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': 'https://f:99999'}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': 'https://u:p@f'}]}",
        "spec.jwtRules[0].jwksUri | {'jwtRules': [{'issuer': 'i', 'jwksUri': 'hTPp\\\\\\\\blah'}]}",
        "spec.jwtRules[0].jwks | {'jwtRules': [{'issuer': 'i', 'jwks': 'foo'}]}",
        "spec.jwtRules[0].jwks | {'jwtRules': [{'issuer': 'i', 'jwks': ''}]}",
        "spec.jwtRules[0].jwks | {'jwtRules': [{'issuer': 'i', 'jwks': '{\\\"keys\\\":[]}'}]}",
        "spec.jwtRules[0].fromHeaders[0].name |"
            + " {'jwtRules': [{'issuer': 'i', 'fromHeaders': [{'prefix': 'b'}]}]}",
        "spec.jwtRules[0].fromHeaders[0].name |"
            + " {'jwtRules': [{'issuer': 'i', 'fromHeaders': [{'name': ''}]}]}",
        "spec.jwtRules[0].fromHeaders[0].name |"
            + " {'jwtRules': [{'issuer': 'i', 'fromHeaders': [{'name': ':path'}]}]}",
        "spec.jwtRules[0].fromHeaders[0] | {'jwtRules': [{'issuer': 'i', 'fromHeaders': [null]}]}",
        "spec.jwtRules[0].fromParams[0] | {'jwtRules': [{'issuer': 'i', 'fromParams': ['']}]}",
        "spec.jwtRules[0].fromCookies[0] |"
            + " {'jwtRules': [{'issuer': 'i', 'fromCookies': ['', 'foo']}]}",
        "spec.jwtRules[0].outputPayloadToHeader |"
            + " {'jwtRules': [{'issuer': 'i', 'outputPayloadToHeader': ':path'}]}",
        "spec.jwtRules[0].outputClaimToHeaders[0] |"
            + " {'jwtRules': [{'issuer': 'i', 'outputClaimToHeaders': [null]}]}",
        "spec.jwtRules[0].outputClaimToHeaders[0].header |"
            + " {'jwtRules': [{'issuer': 'i', 'outputClaimToHeaders': [{'claim': 'c'}]}]}",
        "spec.jwtRules[0].outputClaimToHeaders[0].claim |"
            + " {'jwtRules': [{'issuer': 'i', 'outputClaimToHeaders': [{'header': 'h', 'claim':"
            + " ''}]}]}",
        "spec.jwtRules[0].outputClaimToHeaders[0].header |"
            + " {'jwtRules': [{'issuer': 'i', 'outputClaimToHeaders': [{'header': 'abc%123',"
            + " 'claim': 'c'}]}]}",
        "spec.jwtRules[0].outputClaimToHeaders[0].header |"
            + " {'jwtRules': [{'issuer': 'i', 'outputClaimToHeaders': [{'header': ':authority',"
            + " 'claim': 'c'}]}]}",
        "spec.jwtRules[0].timeout | {'jwtRules': [{'issuer': 'i', 'timeout': 'apple'}]}",
        "spec.jwtRules[0].timeout | {'jwtRules': [{'issuer': 'i', 'timeout': '0.5ms'}]}",
        "spec.jwtRules[0].timeout | {'jwtRules': [{'issuer': 'i', 'timeout': '25h'}]}",
        "spec.jwtRules[0].timeout | {'jwtRules': [{'issuer': 'i', 'timeout': ''}]}",
        "spec.jwtRules[0].timeout | {'jwtRules': [{'issuer': 'i', 'timeout': 5}]}",
        "spec.jwtRules[0].spaceDelimitedClaims[0] |"
            + " {'jwtRules': [{'issuer': 'i', 'spaceDelimitedClaims': ['']}]}",
        "spec.jwtRules[0].presence | {'jwtRules': [{'issuer': 'i', 'presence': 'MANDATORY'}]}",
        "spec.jwtRules[0].forwardOriginalToken |"
            + " {'jwtRules': [{'issuer': 'i', 'forwardOriginalToken': 'yes'}]}",
        "spec.jwtRules[0].forward | {'jwtRules': [{'issuer': 'i', 'forward': true}]}",
        "spec.jwtRules[0].jwks_uri |"
            + " {'jwtRules': [{'issuer': 'i', 'jwksUri': 'http://a', 'jwks_uri': 'http://a'}]}",
        "spec.rules | {'rules': []}",
        "spec.selector.matchLabels[] | {'selector': {'matchLabels': {'': 'v1'}}}",
        "spec.selector | {'selector': {'matchLabels': {'a': 'b'}},"
            + " 'targetRef': {'kind': 'Service', 'name': 's'}}",
        "spec.targetRef | {'targetRef': {'kind': 'Service', 'name': 's'},"
            + " 'targetRefs': [{'kind': 'Service', 'name': 's'}]}",
        "spec.targetRef.name | {'targetRef': {'kind': 'Service'}}",
        "spec.targetRef.namespace | {'targetRef': {'kind': 'Service', 'name': 's',"
            + " 'namespace': 'bar'}}",
        "spec.targetRef.kind | {'targetRef': {'group': 'wrong-group', 'kind': 'Gateway',"
            + " 'name': 's'}}",
        "spec.targetRef.kind | {'targetRef': {'group': 'gateway.networking.k8s.io', 'kind':"
            + " 'wrong-kind', 'name': 's'}}",
      })
  void parse_whatIstioRefuses_refusedWithThePath(String field, String spec) {
    assertThat(errors(resource(spec))).extracting(FieldError::field).containsExactly(field);
  }

  @Test
  void parse_keysInTwoWays_refused() {
    String spec =
        "{'jwtRules': [{'issuer': 'i', 'jwksUri': 'https://i', 'jwks': '%s'}]}".formatted(KEYS);

    assertThat(errors(resource(spec)))
        .extracting(FieldError::field)
        .containsExactly("spec.jwtRules[0].jwks");
  }

  @Test
  void parse_privateKeyByMistake_notRepeated() {
    String spec =
        "{'jwtRules': [{'issuer': 'i', 'jwks':"
            + " '{\\\"keys\\\":[{\\\"kty\\\":\\\"EC\\\",\\\"crv\\\":\\\"P-256\\\",\\\"d\\\":\\\"SECRET\\\"}]}'}]}";

    assertThat(errors(resource(spec)).toString()).doesNotContain("SECRET").contains("keys[0].x");
  }

  @Test
  void parse_dryRun_refused() {
    JsonObject metadata =
        Policies.json(
            "{'name': 'r', 'namespace': 'foo', 'annotations': {'istio.io/dry-run': 'true'}}");

    assertThat(errors(resource("{}").with("metadata", metadata)))
        .extracting(FieldError::field)
        .containsExactly("metadata.annotations[istio.io/dry-run]");
  }

  @Test
  void parse_v1beta1_readAsV1() throws Exception {
    JsonObject resource =
        resource("{}")
            .with("apiVersion", dev.weft.core.json.JsonValue.of("security.istio.io/v1beta1"));

    assertThat(RequestAuthentication.parse(resource).toJson()).isEqualTo(resource("{}"));
  }

  private static JsonObject resource(String spec) {
    return Policies.resource("RequestAuthentication", "foo", "r", spec);
  }

  private static List<FieldError> errors(JsonObject resource) {
    PolicyFormatException refusal =
        catchThrowableOfType(
            PolicyFormatException.class, () -> RequestAuthentication.parse(resource));
    assertThat(refusal).as("refusal").isNotNull();
    return refusal.errors();
  }
}
