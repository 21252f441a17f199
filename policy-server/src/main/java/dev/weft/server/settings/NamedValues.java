package dev.weft.server.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts of settings by name, without {@code weft.}, and what several kinds of them look like.
 *
 * @param named the texts
 */
record NamedValues(Map<String, String> named) {
  private static final int LONGEST_WORD = 256;

  /** Whether a setting whose name begins with {@code prefix} is there. */
  boolean isAnySet(String prefix) {
    return named.keySet().stream().anyMatch(it -> it.startsWith(prefix));
  }

  /**
   * The value of a setting that others, which begin with {@code prefix}, need.
   *
   * @throws SettingsException when it is missing, or not what {@code parser} takes
   */
  <T> T required(String name, String prefix, Function<String, T> parser) throws SettingsException {
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

  /**
   * The value of a setting, if it is there.
   *
   * @throws SettingsException when it is not what {@code parser} takes
   */
  <T> Optional<T> optional(String name, Function<String, T> parser) throws SettingsException {
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

  static URI httpsUrl(String text) {
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

  private static IllegalArgumentException notHttps(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        text + " (expected: https://host[:port][/path], without query or fragment)", cause);
  }

  static String word(String text) {
    if (text.isBlank() || text.length() > LONGEST_WORD || !text.equals(text.strip())) {
      throw new IllegalArgumentException(
          text + " (expected: 1 to " + LONGEST_WORD + " characters, no space around them)");
    }
    return text;
  }

  static Path path(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty (expected: a path)");
    }
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(text + " (expected: a path)", e);
    }
  }
}
