package dev.weft.server.settings;

import dev.weft.server.access.RoleMapping;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

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

  private static final int LONGEST_WORD = 256;
  private static final int HIGHEST_RATE = 1_000_000;

  private final Map<String, String> named;

  private PeopleSettingsReader(Map<String, String> named) {
    this.named = named;
  }

  /**
   * The settings among {@code named}.
   *
   * @throws SettingsException when one is malformed, or one is missing that another needs
   */
  static PeopleSettings read(Map<String, String> named) throws SettingsException {
    PeopleSettingsReader reader = new PeopleSettingsReader(named);
    return new PeopleSettings(reader.oidc(), reader.clients(), reader.rateLimit());
  }

  private Optional<PeopleSettings.Oidc> oidc() throws SettingsException {
    if (!isAnySet("oidc.")) {
      return Optional.empty();
    }
    return Optional.of(
        new PeopleSettings.Oidc(
            required("oidc.issuer", "oidc.", PeopleSettingsReader::httpsUrl),
            required("oidc.audience", "oidc.", PeopleSettingsReader::word),
            optional("oidc.username.claim", PeopleSettingsReader::word).orElse("sub"),
            optional("oidc.groups.claim", PeopleSettingsReader::word).orElse("groups"),
            required("oidc.roles", "oidc.", RoleMapping::parse),
            optional("oidc.jwks", PeopleSettingsReader::keyPlace)
                .orElse(new PeopleSettings.KeyPlace.Discovery()),
            optional("oidc.ca", PeopleSettingsReader::path)));
  }

  private Optional<PeopleSettings.Clients> clients() throws SettingsException {
    if (!isAnySet("clients.")) {
      return Optional.empty();
    }
    return Optional.of(
        new PeopleSettings.Clients(
            required("clients.ca", "clients.", PeopleSettingsReader::path),
            required("clients.roles", "clients.", PeopleSettingsReader::subjectRoles)));
  }

  private int rateLimit() throws SettingsException {
    return optional("rate.limit", PeopleSettingsReader::rate)
        .orElse(PeopleSettings.DEFAULT_RATE_LIMIT);
  }

  private boolean isAnySet(String prefix) {
    return named.keySet().stream().anyMatch(it -> it.startsWith(prefix));
  }

  private <T> T required(String name, String prefix, Function<String, T> parser)
      throws SettingsException {
    Optional<T> value = optional(name, parser);
    if (value.isEmpty()) {
      String others =
          String.join(
              ", ",
              new TreeSet<>(named.keySet())
                  .stream().filter(it -> it.startsWith(prefix)).map("weft."::concat).toList());
      throw new SettingsException(
          "weft." + name + ": missing (expected: set, as " + others + " is)");
    }
    return value.get();
  }

  private <T> Optional<T> optional(String name, Function<String, T> parser)
      throws SettingsException {
    String text = named.get(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("weft." + name + ": " + e.getMessage());
    }
  }

  private static URI httpsUrl(String text) {
    try {
      URI url = new URI(text);
      if ("https".equals(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw notHttps(text, e);
    }
    throw notHttps(text, null);
  }

  private static IllegalArgumentException notHttps(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        text + " (expected: https://host[:port][/path], without query or fragment)", cause);
  }

  private static PeopleSettings.KeyPlace keyPlace(String text) {
    return text.contains("://")
        ? new PeopleSettings.KeyPlace.Url(httpsUrl(text))
        : new PeopleSettings.KeyPlace.File(path(text));
  }

  private static String word(String text) {
    if (text.isBlank() || text.length() > LONGEST_WORD || !text.equals(text.strip())) {
      throw new IllegalArgumentException(
          text + " (expected: 1 to " + LONGEST_WORD + " characters, no space around them)");
    }
    return text;
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty (expected: a path)");
    }
    return Path.of(text).toAbsolutePath().normalize();
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
