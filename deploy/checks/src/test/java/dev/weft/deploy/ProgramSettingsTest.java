package dev.weft.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.settings.CaptureMode;
import dev.weft.proxy.settings.ProxySettings;
import dev.weft.server.settings.KubernetesSettings;
import dev.weft.server.settings.KubernetesSettings.Keys;
import dev.weft.server.settings.KubernetesSettings.ServiceAccount;
import dev.weft.server.settings.Settings;
import dev.weft.server.settings.SettingsException;
import dev.weft.server.settings.SettingsLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs themselves read the settings that are rendered for them. */
class ProgramSettingsTest {
  private static final String SERVER = "weft-policy-server";
  private static final String PROXY = "weft-node-proxy";

  @TempDir private Path temp;

  private Settings server(String values) throws Exception {
    Documents documents = Chart.render(values);
    Pods pods =
        documents.pods().stream()
            .filter(it -> it.name().endsWith("policy-server"))
            .findFirst()
            .orElseThrow();
    return server(documents.data(pods.name(), "policy-server.yaml"), secrets());
  }

  /** Where the files with secrets are here, which a pod has mounted. */
  private Map<String, String> secrets() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret"), "sixteen characters");
    return Map.of(
        "weft.store.password.file", secret.toString(), "weft.store.secret.file", secret.toString());
  }

  private Settings server(String text, Map<String, String> properties)
      throws IOException, SettingsException {
    Path file = Files.writeString(temp.resolve("policy-server.yaml"), text);
    return SettingsLoader.load(List.of(file.toString()), properties, Map.of());
  }

  /** The node proxy's settings, with what a pod has mounted. */
  private ProxySettings proxy(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("proxy.yaml"), text);
    Path token = Files.writeString(temp.resolve("token"), "token");
    Path ca = Files.writeString(temp.resolve("ca.pem"), "ca");
    return ProxySettings.read(
        List.of(file.toString()),
        Map.of("weft.kubernetes.token.file", token.toString(), "weft.ca.file", ca.toString()),
        Map.of());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.weft.deploy.ValuesSets#all")
  void policyServersSettings_withValues_areTaken(String name, String values) throws Exception {
    Settings settings = server(values);

    assertThat(settings.dataDir()).isEqualTo(Path.of("/var/lib/weft/data"));
    assertThat(settings.listen().port()).isEqualTo(8443);
    assertThat(settings.kubernetes().api()).isPresent();
  }

  @Test
  void policyServersSettings_withDefaults_areThoseOfACluster() throws Exception {
    KubernetesSettings kubernetes = server(ValuesSets.DEFAULTS).kubernetes();

    assertThat(kubernetes.nodeProxies())
        .containsExactly(new ServiceAccount(Chart.NAMESPACE, PROXY));
    assertThat(kubernetes.attestation().orElseThrow())
        .satisfies(
            it -> {
              assertThat(it.issuer()).isEqualTo("https://kubernetes.default.svc.cluster.local");
              assertThat(it.audience()).isEqualTo("weft");
              assertThat(((Keys.Url) it.keys()).url())
                  .isEqualTo(URI.create("https://kubernetes.default.svc/openid/v1/jwks"));
            });
  }

  @Test
  void policyServersSettings_withOwnIssuer_areAskedThereWithoutTheClustersToken() throws Exception {
    Settings settings = server(ValuesSets.OWN_ISSUER);

    assertThat(settings.caDir()).contains(Path.of("/run/secrets/weft-ca"));
    assertThat(settings.trustDomain()).isEqualTo("example.org");
    assertThat(settings.kubernetes().attestation().orElseThrow().keys())
        .isInstanceOfSatisfying(
            Keys.Url.class,
            it -> {
              assertThat(it.url()).isEqualTo(URI.create("https://oidc.example/id/1234/keys"));
              assertThat(it.token()).isEmpty();
            });
  }

  @Test
  void policyServersSettings_withPostgres_takeSecretsFromFilesAlone() throws Exception {
    String text = Chart.render(ValuesSets.POSTGRES).data(SERVER, "policy-server.yaml");
    assertThat(text)
        .contains("store.password.file: /run/secrets/weft-store/password")
        .contains("store.secret.file: /run/secrets/weft-store/seal");

    Settings settings = server(text, secrets());

    assertThat(settings.store().url().orElseThrow()).startsWith("jdbc:postgresql://db.example");
    assertThat(settings.store().user()).contains("weft");
  }

  @Test
  void policyServersSettings_ofPeople_areTaken() throws Exception {
    assertThat(server(ValuesSets.EVERYTHING))
        .satisfies(
            it -> {
              assertThat(it.svidTtl()).isEqualTo(Duration.ofMinutes(30));
              assertThat(it.leaseTtl()).isEqualTo(Duration.ofSeconds(20));
              assertThat(it.store().historyLimit()).isEqualTo(50);
              assertThat(it.store().auditRetention().limit()).isEqualTo(1_000_000);
              assertThat(it.listen().host()).isEqualTo("::");
            });
  }

  @Test
  void policyServersSettings_withAnUnknownName_areRefused() throws Exception {
    String text = Chart.render(ValuesSets.DEFAULTS).data(SERVER, "policy-server.yaml");

    assertThatThrownBy(() -> server(text + "svid.tttl: 1h\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("svid.tttl");
  }

  @Test
  void nodeProxysSettings_withDefaults_serveThePodsOfTheNode() throws Exception {
    ProxySettings settings =
        proxy(Chart.render(ValuesSets.DEFAULTS).data(PROXY, "node-proxy.yaml"));

    assertThat(settings.server()).isEqualTo(URI.create("https://weft.weft-system.svc:8443"));
    assertThat(settings.admin()).hasToString("127.0.0.1:15020");
    assertThat(settings.capture().mode()).isEqualTo(CaptureMode.NODE);
    assertThat(settings.pods()).isNotNull();
    assertThat(settings.workloads()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 30, 3600})
  void nodeProxysPods_areGivenLongerThanTheDrain(long drain) throws Exception {
    Documents documents = Chart.render("nodeProxy: {drainTimeoutSeconds: " + drain + "}");
    ProxySettings settings = proxy(documents.data(PROXY, "node-proxy.yaml"));

    assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(drain));
    assertThat(documents.pods(PROXY).spec().getTerminationGracePeriodSeconds())
        .isEqualTo(drain + 15);
  }

  @Test
  void nodeProxysCapture_ofPods_isOn() throws Exception {
    String text = Chart.render("nodeProxy: {capture: node}").data(PROXY, "node-proxy.yaml");

    assertThat(text.lines()).contains("capture: \"node\"", "pods: \"on\"");
  }

  @Test
  void nodeProxysCapture_insidePods_isTaken() throws Exception {
    ProxySettings settings =
        proxy(Chart.render(ValuesSets.CAPTURE_POD).data(PROXY, "node-proxy.yaml"));

    assertThat(settings.capture().mode()).isEqualTo(CaptureMode.POD);
    assertThat(settings.capture().probesFrom()).hasSize(2);
    assertThat(settings.pods()).isNotNull();
  }

  @Test
  void nodeProxysSettings_ofPeople_areTaken() throws Exception {
    Documents documents = Chart.render(ValuesSets.EVERYTHING);
    ProxySettings settings = proxy(documents.data("mesh-node-proxy", "node-proxy.yaml"));

    assertThat(settings.server()).isEqualTo(URI.create("https://mesh.weft-system.svc:443"));
    assertThat(settings.maxConnections()).isEqualTo(1_000_000);
    assertThat(settings.traceStore()).isTrue();
  }

  @Test
  void nodeProxysWorkloads_areTaken() throws Exception {
    ProxySettings settings =
        proxy(Chart.render(ValuesSets.CAPTURE_OFF).data(PROXY, "node-proxy.yaml"));

    assertThat(settings.capture().mode()).isEqualTo(CaptureMode.OFF);
    assertThat(settings.pods()).isNull();
    assertThat(settings.workloads())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("checkout");
              assertThat(it.listeners()).hasSize(2);
              assertThat(it.labels()).containsEntry("app", "checkout");
            });
  }
}
