package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerAuthenticationTest {
  private static final Workload WORKLOAD = new Workload("foo", Map.of("app", "x"));
  private static final String SELECTOR = "'selector': {'matchLabels': {'app': 'x'}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mtls': {'mode': 'strict'}} | spec.mtls.mode",
        "{'mtls': {'mode': null}} | spec.mtls.mode",
        "{'mtls': {'Mode': 'STRICT'}} | spec.mtls.Mode",
        "{'mtls': 'STRICT'} | spec.mtls",
        "{'portLevelMtls': {'80': {}}} | spec.portLevelMtls",
        "{'selector': {'matchLabels': {'a': 'b'}}, 'portLevelMtls': {}} | spec.portLevelMtls",
        "{'selector': {'matchLabels': {'a': 'b'}}, 'portLevelMtls': {'80': {}, '0': {}}} | spec.portLevelMtls",
        "{'selector': {'matchLabels': {'a': 'b'}}, 'portLevelMtls': {'80': 1, '81': {}}} | spec.portLevelMtls[80]",
        "{'rules': []} | spec.rules",
      })
  void parse_malformed_refusedWithThePathOfTheField(String spec, String field) {
    PolicyFormatException refusal =
        catchThrowableOfType(PolicyFormatException.class, () -> parse("p", spec));

    assertThat(refusal.errors()).extracting(FieldError::field).containsExactly(field);
  }

  @Test
  void parse_dryRun_refused() {
    JsonObject metadata =
        Policies.json(
            "{'name': 'p', 'namespace': 'foo', 'annotations': {'istio.io/dry-run': 'false'}}");
    JsonObject resource =
        Policies.resource("PeerAuthentication", "foo", "p", "{}").with("metadata", metadata);

    PolicyFormatException refusal =
        catchThrowableOfType(PolicyFormatException.class, () -> PeerAuthentication.parse(resource));

    assertThat(refusal.errors())
        .extracting(FieldError::field)
        .containsExactly("metadata.annotations[istio.io/dry-run]");
  }

  @Test
  void view_equallyOldPolicies_firstByName() throws PolicyFormatException {
    PeerAuthentication b = parse("b", "{" + SELECTOR + ", 'mtls': {'mode': 'DISABLE'}}");
    PeerAuthentication a = parse("a", "{" + SELECTOR + ", 'mtls': {'mode': 'STRICT'}}");

    PeerAuthenticationView view =
        PeerAuthentications.view(MeshSettings.DEFAULT, WORKLOAD, List.of(b, a));

    assertThat(view.mode()).isEqualTo(MutualTlsMode.STRICT);
    assertThat(view.policy()).contains("foo/a");
  }

  @Test
  void view_portDisabledUnderStrictMesh_portOnly() throws PolicyFormatException {
    PeerAuthentication mesh =
        PeerAuthentication.parse(
            Policies.resource(
                "PeerAuthentication", "istio-system", "m", "{'mtls': {'mode': 'STRICT'}}"));
    PeerAuthentication own =
        parse("p", "{" + SELECTOR + ", 'portLevelMtls': {'80': {'mode': 'DISABLE'}, '90': {}}}");

    PeerAuthenticationView view =
        PeerAuthentications.view(MeshSettings.DEFAULT, WORKLOAD, List.of(mesh, own));

    assertThat(view.mode(80)).isEqualTo(MutualTlsMode.DISABLE);
    assertThat(view.mode(90)).isEqualTo(MutualTlsMode.STRICT);
    assertThat(view.mode(443)).isEqualTo(MutualTlsMode.STRICT);
    assertThat(view.policy()).contains("istio-system/m");
    assertThat(view.policy(80)).contains("foo/p");
    assertThat(view.policy(90)).contains("istio-system/m");
    assertThat(view.policy(443)).contains("istio-system/m");
  }

  @Test
  void view_noPolicy_permissiveByNone() {
    PeerAuthenticationView view =
        PeerAuthentications.view(MeshSettings.DEFAULT, WORKLOAD, List.of());

    assertThat(view.mode(1)).isEqualTo(MutualTlsMode.PERMISSIVE);
    assertThat(view.policy()).isEmpty();
    assertThat(view.policy(1)).isEmpty();
  }

  private static PeerAuthentication parse(String name, String spec) throws PolicyFormatException {
    return PeerAuthentication.parse(Policies.resource("PeerAuthentication", "foo", name, spec));
  }
}
