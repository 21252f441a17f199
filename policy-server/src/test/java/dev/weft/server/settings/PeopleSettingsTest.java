package dev.weft.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.server.access.RoleMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleSettingsTest {
  private static final Map<String, String> OIDC =
      Map.of(
          "weft.oidc.issuer", "https://id.example/realms/mesh",
          "weft.oidc.audience", "weft",
          "weft.oidc.roles", "platform=admin");

  private static PeopleSettings load(Map<String, String> properties) throws SettingsException {
    return SettingsLoader.load(List.of(), properties, Map.of()).people();
  }

  private static Map<String, String> oidcAnd(String name, String value) {
    Map<String, String> properties = new HashMap<>(OIDC);
    properties.put(name, value);
    return properties;
  }

  @Test
  void load_issuerAudienceAndRoles_areEnoughForOidc() throws Exception {
    assertThat(load(OIDC).oidc())
        .contains(
            new PeopleSettings.Oidc(
                URI.create("https://id.example/realms/mesh"),
                "weft",
                "sub",
                "groups",
                RoleMapping.parse("platform=admin"),
                new PeopleSettings.KeyPlace.Discovery(),
                Optional.empty()));
  }

  @Test
  void load_everythingOfOidc_isTakenFromTheEnvironmentToo() throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("WEFT_OIDC_ISSUER", "https://id.example");
    environment.put("WEFT_OIDC_AUDIENCE", "weft");
    environment.put("WEFT_OIDC_ROLES", "a=viewer:shop");
    environment.put("WEFT_OIDC_USERNAME_CLAIM", "email");
    environment.put("WEFT_OIDC_GROUPS_CLAIM", "roles");
    environment.put("WEFT_OIDC_JWKS", "keys.json");
    environment.put("WEFT_OIDC_CA", "/etc/ca.pem");

    PeopleSettings.Oidc oidc =
        SettingsLoader.load(List.of(), Map.of(), environment).people().oidc().orElseThrow();

    assertThat(oidc.usernameClaim()).isEqualTo("email");
    assertThat(oidc.groupsClaim()).isEqualTo("roles");
    assertThat(oidc.keys())
        .isEqualTo(new PeopleSettings.KeyPlace.File(Path.of("keys.json").toAbsolutePath()));
    assertThat(oidc.ca()).contains(Path.of("/etc/ca.pem"));
    assertThat(
            load(oidcAnd("weft.oidc.jwks", "https://id.example/keys")).oidc().orElseThrow().keys())
        .isEqualTo(new PeopleSettings.KeyPlace.Url(URI.create("https://id.example/keys")));
  }

  @Test
  void load_clientsAndRate_areTaken() throws Exception {
    PeopleSettings people =
        load(
            Map.of(
                "weft.clients.ca", "/etc/people.pem",
                "weft.clients.roles", "O=platform=admin,CN=jane=editor:shop",
                "weft.rate.limit", "0"));

    assertThat(people.clients().orElseThrow().ca()).isEqualTo(Path.of("/etc/people.pem"));
    assertThat(people.clients().orElseThrow().roles().grants())
        .containsOnlyKeys("O=platform", "CN=jane");
    assertThat(people.rateLimit()).isZero();
    assertThat(people.oidc()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "weft.oidc.issuer,http://id.example",
    "weft.oidc.issuer,id.example",
    "weft.oidc.issuer,https://",
    "weft.oidc.issuer,https://id.example?x=1",
    "weft.oidc.issuer,https://id.example#x",
    "weft.oidc.issuer,https://user:pass@id.example",
    "weft.oidc.issuer,https://id example",
    "weft.oidc.audience,''",
    "weft.oidc.audience,' weft'",
    "weft.oidc.username.claim,''",
    "weft.oidc.groups.claim,' '",
    "weft.oidc.roles,''",
    "weft.oidc.roles,platform=root",
    "weft.oidc.jwks,''",
    "weft.oidc.jwks,http://id.example/keys",
    "weft.oidc.jwks,file:///etc/keys",
    "weft.oidc.ca,''"
  })
  void load_malformedValue_isAnErrorThatNamesTheSetting(String name, String value) {
    assertThatThrownBy(() -> load(oidcAnd(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(name + ":")
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @CsvSource({
    "weft.oidc.jwks,/etc/keys,weft.oidc.issuer",
    "weft.oidc.issuer,https://id.example,weft.oidc.audience",
    "weft.clients.ca,/etc/people.pem,weft.clients.roles",
    "weft.clients.roles,O=platform=admin,weft.clients.ca"
  })
  void load_oneWithoutAnother_isAnErrorThatNamesTheMissing(
      String name, String value, String missing) {
    assertThatThrownBy(() -> load(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(missing + ": missing")
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({"platform=admin", "OU=platform=admin", "O==admin", "CN=admin"})
  void load_clientRolesOfSomethingElse_areAnError(String roles) {
    assertThatThrownBy(() -> load(Map.of("weft.clients.ca", "/x", "weft.clients.roles", roles)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("weft.clients.roles");
  }
}
