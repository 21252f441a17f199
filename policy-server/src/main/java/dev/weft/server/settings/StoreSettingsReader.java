package dev.weft.server.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
          "history.limit");

  /** Whoever reads the database may try secrets as long as they like. */
  private static final int SHORTEST_SECRET = 16;

  private static final int MOST_HISTORY = 10_000;
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
        historyLimit(named.getOrDefault("history.limit", "" + StoreSettings.HISTORY_LIMIT)));
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

  private static int historyLimit(String text) throws SettingsException {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST_HISTORY) {
        return limit;
      }
    } catch (NumberFormatException e) {
      throw new SettingsException(
          "weft.history.limit: " + text + " (expected: 1 to " + MOST_HISTORY + ")");
    }
    throw new SettingsException(
        "weft.history.limit: " + text + " (expected: 1 to " + MOST_HISTORY + ")");
  }
}
