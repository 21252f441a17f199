package dev.weft.server.settings;

import dev.weft.server.access.RoleMapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings that say how people prove who they are. */
final class PeopleSettingsReader {
  /** The names of these settings, without {@code weft.}. */
  static final List<String> NAMES =
      List.of(
          "oidc.issuer",
          "oidc.audience",
          "oidc.username.claim",
          "oidc.groups.claim",
          "oidc.roles",
          "oidc.jwks",
          "oidc.ca",
          "clients.ca",
          "clients.roles",
          "rate.limit");

  private static final int HIGHEST_RATE = 1_000_000;

  private final NamedValues values;

  private PeopleSettingsReader(NamedValues values) {
    this.values = values;
  }

  /**
   * The settings among {@code named}.
   *
   * @throws SettingsException when one is malformed, or one is missing that another needs
   */
  static PeopleSettings read(Map<String, String> named) throws SettingsException {
    PeopleSettingsReader reader = new PeopleSettingsReader(new NamedValues(named));
    return new PeopleSettings(reader.oidc(), reader.clients(), reader.rateLimit());
  }

  private Optional<PeopleSettings.Oidc> oidc() throws SettingsException {
    if (!values.isAnySet("oidc.")) {
      return Optional.empty();
    }
    return Optional.of(
        new PeopleSettings.Oidc(
            values.required("oidc.issuer", "oidc.", NamedValues::httpsUrl),
            values.required("oidc.audience", "oidc.", NamedValues::word),
            values.optional("oidc.username.claim", NamedValues::word).orElse("sub"),
            values.optional("oidc.groups.claim", NamedValues::word).orElse("groups"),
            values.required("oidc.roles", "oidc.", RoleMapping::parse),
            values
                .optional("oidc.jwks", PeopleSettingsReader::keyPlace)
                .orElse(new PeopleSettings.KeyPlace.Discovery()),
            values.optional("oidc.ca", NamedValues::path)));
  }

  private Optional<PeopleSettings.Clients> clients() throws SettingsException {
    if (!values.isAnySet("clients.")) {
      return Optional.empty();
    }
    return Optional.of(
        new PeopleSettings.Clients(
            values.required("clients.ca", "clients.", NamedValues::path),
            values.required("clients.roles", "clients.", PeopleSettingsReader::subjectRoles)));
  }

  private int rateLimit() throws SettingsException {
    return values
        .optional("rate.limit", PeopleSettingsReader::rate)
        .orElse(PeopleSettings.DEFAULT_RATE_LIMIT);
  }

  private static PeopleSettings.KeyPlace keyPlace(String text) {
    return text.contains("://")
        ? new PeopleSettings.KeyPlace.Url(NamedValues.httpsUrl(text))
        : new PeopleSettings.KeyPlace.File(NamedValues.path(text));
  }

  private static RoleMapping subjectRoles(String text) {
    RoleMapping roles = RoleMapping.parse(text);
    for (String key : roles.grants().keySet()) {
      if (!key.matches("(?:O|CN)=.+")) {
        throw new IllegalArgumentException(
            key + " (expected: O=<organization>=<role> or CN=<common name>=<role>)");
      }
    }
    return roles;
  }

  private static int rate(String text) {
    if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= HIGHEST_RATE) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        text + " (expected: requests per second, from 0 for no limit to " + HIGHEST_RATE + ")");
  }
}
