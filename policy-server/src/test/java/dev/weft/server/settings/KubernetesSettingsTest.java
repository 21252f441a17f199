package dev.weft.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.settings.KubernetesSettings.Attestation;
import dev.weft.server.settings.KubernetesSettings.Keys;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesSettingsTest {
  private static final String ISSUER = "https://kubernetes.default.svc";

  private static KubernetesSettings load(Map<String, String> properties) throws SettingsException {
    return SettingsLoader.load(List.of(), properties, Map.of()).kubernetes();
  }

  @Test
  void load_nothingSet_isNoCluster() throws Exception {
    assertThat(load(Map.of())).isEqualTo(KubernetesSettings.NONE);
  }

  @Test
  void load_issuerAndKeyFile_areEnough() throws Exception {
    KubernetesSettings settings =
        load(Map.of("weft.kubernetes.issuer", ISSUER, "weft.kubernetes.jwks", "/keys.json"));

    assertThat(settings.attestation())
        .contains(new Attestation(ISSUER, "weft", new Keys.File(Path.of("/keys.json"))));
  }

  @Test
  void load_everything_isTakenFromTheEnvironmentToo() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEFT_KUBERNETES_ISSUER", ISSUER);
    environment.put("WEFT_KUBERNETES_AUDIENCE", "mesh");
    environment.put("WEFT_KUBERNETES_JWKS", ISSUER + "/openid/v1/jwks");
    environment.put("WEFT_KUBERNETES_JWKS_CA", "/ca.crt");
    environment.put("WEFT_KUBERNETES_JWKS_TOKEN_FILE", "/token");

    assertThat(SettingsLoader.load(List.of(), Map.of(), environment).kubernetes().attestation())
        .contains(
            new Attestation(
                ISSUER,
                "mesh",
                new Keys.Url(
                    URI.create(ISSUER + "/openid/v1/jwks"),
                    Optional.of(Path.of("/ca.crt")),
                    Optional.of(Path.of("/token")))));
  }

  @Test
  void load_inCluster_isWherePodsFindTheApiServer() throws Exception {
    assertThat(load(Map.of("weft.kubernetes.api", "in-cluster")))
        .isEqualTo(
            new KubernetesSettings(
                Optional.empty(),
                Optional.of(
                    new KubernetesSettings.Api(
                        URI.create("https://kubernetes.default.svc"),
                        Optional.of(
                            Path.of("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt")),
                        Optional.of(
                            Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token")))),
                Set.of()));
    assertThat(
            load(Map.of(
                    "weft.kubernetes.api", "https://api:6443",
                    "weft.kubernetes.api.ca", "/ca",
                    "weft.kubernetes.api.token.file", "/t"))
                .api())
        .contains(
            new KubernetesSettings.Api(
                URI.create("https://api:6443"),
                Optional.of(Path.of("/ca")),
                Optional.of(Path.of("/t"))));
  }

  @Test
  void load_nodeProxies_needAnIssuerAndAnApiServer() throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("weft.kubernetes.node.proxies", "mesh/node-proxy, edge/proxy");
    assertThatThrownBy(() -> load(properties))
        .hasMessageStartingWith("weft.kubernetes.node.proxies: set (expected: weft.kubernetes");
    properties.put("weft.kubernetes.api", "in-cluster");
    assertThatThrownBy(() -> load(properties)).isInstanceOf(SettingsException.class);
    properties.put("weft.kubernetes.issuer", ISSUER);
    properties.put("weft.kubernetes.jwks", "/keys.json");

    assertThat(load(properties).nodeProxies())
        .containsExactlyInAnyOrder(
            new KubernetesSettings.ServiceAccount("mesh", "node-proxy"),
            new KubernetesSettings.ServiceAccount("edge", "proxy"));
    for (String malformed : List.of("", "mesh", "mesh/", "a/b/c", "mesh/node proxy", "mesh/a,")) {
      properties.put("weft.kubernetes.node.proxies", malformed);
      assertThatThrownBy(() -> load(properties))
          .hasMessageContaining("(expected: <namespace>/<service account>");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes.issuer, x, weft.kubernetes.jwks: missing",
    "kubernetes.audience, x, weft.kubernetes.issuer: missing",
    "kubernetes.jwks, /keys.json, weft.kubernetes.issuer: missing",
    "kubernetes.api.ca, /ca.crt, weft.kubernetes.api: missing",
    "kubernetes.api, http://api:6443, 'weft.kubernetes.api: http://api:6443 (expected: https'",
    "kubernetes.api, incluster, 'weft.kubernetes.api: incluster (expected: https'",
  })
  void load_oneWithoutTheOthers_isRefused(String name, String value, String told) {
    assertThatThrownBy(() -> load(Map.of("weft." + name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(told);
  }

  @ParameterizedTest
  @CsvSource({
    "kubernetes.jwks, http://kubernetes.default.svc/keys, https://host",
    "kubernetes.jwks, https://host/keys?x=1, https://host",
    "kubernetes.jwks.ca, /ca.crt, weft.kubernetes.jwks: /keys.json (expected: an https URL",
    "kubernetes.jwks.token.file, /t, weft.kubernetes.jwks: /keys.json (expected: an https URL",
    "kubernetes.audience, ' ', weft.kubernetes.audience:",
    "kubernetes.issuers, x, unknown setting: weft.kubernetes.issuers",
  })
  void load_malformed_isRefused(String name, String value, String told) {
    Map<String, String> properties = new HashMap<>();
    properties.put("weft.kubernetes.issuer", ISSUER);
    properties.put("weft.kubernetes.jwks", "/keys.json");
    properties.put("weft." + name, value);

    assertThatThrownBy(() -> load(properties))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(told);
  }
}
