package dev.weft.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.audit.AuditRetention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
  @TempDir Path temp;

  private static Settings load(Map<String, String> properties, Map<String, String> environment)
      throws SettingsException {
    return SettingsLoader.load(List.of(), properties, environment);
  }

  @Test
  void load_nothingSet_givesTheDefaults() throws Exception {
    Settings settings = load(Map.of("user.home", "/x"), Map.of("PATH", "/bin"));

    assertThat(settings.listen()).isEqualTo(new ListenAddress("127.0.0.1", 8443));
    assertThat(settings.dataDir()).isEqualTo(Path.of("weft-data").toAbsolutePath());
    assertThat(settings.trustDomain()).isEqualTo("weft.local");
    assertThat(settings.rootNamespace()).isEqualTo("istio-system");
    assertThat(settings.svidTtl()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.caDir()).isEmpty();
    assertThat(settings.people()).isEqualTo(PeopleSettings.DEFAULT);
  }

  @Test
  void load_threeSpellings_propertyBeatsEnvironmentBeatsFile() throws Exception {
    Path file =
        Files.writeString(
            temp.resolve("weft.yaml"),
            "svid:\n  ttl: 10m\nroot.namespace: mesh\ntrust.domain: of.file\n");
    Map<String, String> environment =
        Map.of("WEFT_TRUST_DOMAIN", "of.environment", "WEFT_ROOT_NAMESPACE", "env");

    Settings settings =
        SettingsLoader.load(
            List.of(file.toString()), Map.of("weft.trust.domain", "of.property"), environment);

    assertThat(settings.svidTtl()).isEqualTo(Duration.ofMinutes(10));
    assertThat(settings.rootNamespace()).isEqualTo("env");
    assertThat(settings.trustDomain()).isEqualTo("of.property");
  }

  @Test
  void load_fileNamedBySetting_isRead() throws Exception {
    Path file = Files.writeString(temp.resolve("weft.yaml"), "listen: \"[::1]:0\"\n");

    Settings settings = load(Map.of("weft.config", file.toString()), Map.of());

    assertThat(settings.listen()).isEqualTo(new ListenAddress("::1", 0));
  }

  @Test
  void load_unknownName_isAnErrorInEverySpelling() throws Exception {
    Path file = Files.writeString(temp.resolve("weft.yaml"), "svid.tl: 1h\n");

    assertThatThrownBy(() -> load(Map.of("weft.svid.tl", "1h"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("unknown setting: weft.svid.tl");
    assertThatThrownBy(() -> load(Map.of(), Map.of("WEFT_SVID_TL", "1h")))
        .hasMessageContaining("unknown setting: weft.svid.tl");
    assertThatThrownBy(() -> load(Map.of("weft.config", file.toString()), Map.of()))
        .hasMessageContaining("unknown setting: weft.svid.tl");
  }

  @ParameterizedTest
  @CsvSource({
    "weft.listen,8443",
    "weft.listen,127.0.0.1:99999",
    "weft.trust.domain,Weft",
    "weft.root.namespace,a b",
    "weft.svid.ttl,1",
    "weft.svid.ttl,0s",
    "weft.svid.ttl,31d",
    "weft.data.dir,''",
    "weft.rate.limit,many",
    "weft.rate.limit,-1",
    "weft.rate.limit,1000001"
  })
  void load_malformedValue_isAnErrorThatNamesTheSetting(String name, String value) {
    assertThatThrownBy(() -> load(Map.of(name, value), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("expected");
  }

  @Test
  void load_missingFileOrExtraArgument_isAnError() {
    assertThatThrownBy(() -> SettingsLoader.load(List.of("/no/such/file"), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> SettingsLoader.load(List.of("a", "b"), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class);
    assertThatThrownBy(() -> SettingsLoader.load(List.of("--help"), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class);
  }

  @ParameterizedTest
  @CsvSource({"30s,PT30S", "1h30m,PT1H30M", "250ms,PT0.25S", "2d,PT48H", "PT1H,PT1H"})
  void duration_knownForms_areRead(String text, String expected) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "h", "1 h", "-1h", "1h2", "P", "1y"})
  void duration_otherForms_areRefused(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void load_store_readsSecretsFromFilesAndShowsNone() throws Exception {
    Path file = Files.writeString(temp.resolve("password"), "hunter2\n");
    Settings settings =
        load(
            Map.of(
                "weft.store.url",
                "jdbc:postgresql://h/d?password=hunter2",
                "weft.history.limit",
                "7"),
            Map.of(
                "WEFT_STORE_PASSWORD_FILE",
                file.toString(),
                "WEFT_STORE_SECRET",
                "hunter2-hunter2-hunter2"));

    assertThat(settings.store().password()).hasValue(new Secret("hunter2"));
    assertThat(settings.store().secret()).isPresent();
    assertThat(settings.store().historyLimit()).isEqualTo(7);
    assertThat(settings.toString()).doesNotContain("hunter2");
  }

  @Test
  void load_audit_hasAnAgeAndANumber() throws Exception {
    Map<String, String> properties =
        Map.of("weft.audit.retention", "400d", "weft.audit.limit", "7");

    assertThat(load(properties, Map.of()).store().auditRetention())
        .isEqualTo(new AuditRetention(Duration.ofDays(400), 7));
    assertThat(load(Map.of(), Map.of()).store().auditRetention())
        .isEqualTo(new AuditRetention(Duration.ofDays(90), 100_000));
  }

  @ParameterizedTest
  @CsvSource({
    "store.url, sqlite:hunter2, weft.store.url",
    "store.secret, hunter2, weft.store.secret",
    "store.password.file, /no/such/file, weft.store.password.file",
    "history.limit, 0, weft.history.limit",
    "history.limit, many, weft.history.limit",
    "audit.retention, 1h, weft.audit.retention",
    "audit.retention, ninety, weft.audit.retention",
    "audit.limit, 0, weft.audit.limit"
  })
  void load_malformedStoreSetting_isRefusedByName(String name, String value, String told) {
    assertThatThrownBy(() -> load(Map.of("weft." + name, value), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("hunter2");
  }
}
