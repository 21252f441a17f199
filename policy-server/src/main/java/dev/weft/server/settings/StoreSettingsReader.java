package dev.weft.server.settings;

import dev.weft.server.audit.AuditRetention;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the settings of the store. */
final class StoreSettingsReader {
  /** The names, without the prefix. */
  static final List<String> NAMES =
      List.of(
          "store.url",
          "store.user",
          "store.password",
          "store.password.file",
          "store.secret",
          "store.secret.file",
          "history.limit",
          "audit.retention",
          "audit.limit");

  /** Whoever reads the database may try secrets as long as they like. */
  private static final int SHORTEST_SECRET = 16;

  private static final int MOST_HISTORY = 10_000;
  private static final int MOST_AUDIT = 10_000_000;
  private static final Duration SHORTEST_AUDIT = Duration.ofDays(1);
  private static final Duration LONGEST_AUDIT = Duration.ofDays(3650);
  private static final long LARGEST_SECRET_FILE = 64 * 1024;

  private StoreSettingsReader() {}

  static StoreSettings read(Map<String, String> named) throws SettingsException {
    Optional<String> url = Optional.ofNullable(named.get("store.url"));
    if (url.isPresent() && !url.get().startsWith("jdbc:postgresql://")) {
      throw new SettingsException(
          "weft.store.url: not understood (expected: jdbc:postgresql://host:port/database, or not"
              + " set for the store in the data folder)");
    }
    Optional<Secret> secret = secret(named, "store.secret");
    if (secret.isPresent() && secret.get().reveal().length() < SHORTEST_SECRET) {
      throw new SettingsException(
          "weft.store.secret: too short (expected: at least " + SHORTEST_SECRET + " characters)");
    }
    return new StoreSettings(
        url,
        Optional.ofNullable(named.get("store.user")),
        secret(named, "store.password"),
        secret,
        number(named, "history.limit", StoreSettings.HISTORY_LIMIT, MOST_HISTORY),
        new AuditRetention(
            auditAge(named),
            number(named, "audit.limit", AuditRetention.DEFAULT.limit(), MOST_AUDIT)));
  }

  private static Duration auditAge(Map<String, String> named) throws SettingsException {
    String text = named.get("audit.retention");
    if (text == null) {
      return AuditRetention.DEFAULT.age();
    }
    try {
      Duration age = Durations.parse(text);
      if (age.compareTo(SHORTEST_AUDIT) >= 0 && age.compareTo(LONGEST_AUDIT) <= 0) {
        return age;
      }
    } catch (IllegalArgumentException e) {
      throw new SettingsException("weft.audit.retention: " + e.getMessage());
    }
    throw new SettingsException(
        "weft.audit.retention: " + text + " (expected: between 1d and 3650d)");
  }

  private static Optional<Secret> secret(Map<String, String> named, String name)
      throws SettingsException {
    String value = named.get(name);
    String file = named.get(name + ".file");
    if (value != null && file != null) {
      throw new SettingsException(
          "weft." + name + ": set, and weft." + name + ".file too (expected: one of them)");
    }
    if (file != null) {
      value = content("weft." + name + ".file", file);
    }
    if (value != null && value.isEmpty()) {
      throw new SettingsException("weft." + name + ": empty (expected: a secret)");
    }
    return Optional.ofNullable(value).map(Secret::new);
  }

  /** The first line: editors and {@code echo} end files with a line break. */
  private static String content(String setting, String file) throws SettingsException {
    try {
      Path path = Path.of(file);
      if (Files.size(path) > LARGEST_SECRET_FILE) {
        throw new SettingsException(
            setting + ": " + file + " (expected: at most " + LARGEST_SECRET_FILE + " bytes)");
      }
      return Files.readString(path, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException | InvalidPathException e) {
      throw new SettingsException(
          setting + ": " + file + " (expected: a file that can be read): " + e.getMessage());
    }
  }

  private static int number(Map<String, String> named, String name, int fallback, int most)
      throws SettingsException {
    String text = named.getOrDefault(name, "" + fallback);
    if (text.matches("\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    }
    throw new SettingsException("weft." + name + ": " + text + " (expected: 1 to " + most + ")");
  }
}
