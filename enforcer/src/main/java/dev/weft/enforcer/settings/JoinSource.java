package dev.weft.enforcer.settings;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the join token is: in the setting itself or in a file. */
public sealed interface JoinSource {
  /** No join token is longer, in bytes. */
  int MAX_LENGTH = 1024;

  /**
   * The join token. A file is read at each call, so a token that was renewed there is found.
   *
   * @throws SettingException when the file cannot be read or holds no join token; the message holds
   *     nothing of its content
   */
  Secret token();

  /**
   * The one that is set.
   *
   * @throws SettingException when none or both are
   */
  static JoinSource of(@Nullable Secret token, @Nullable Path file) {
    if (token != null && file == null) {
      return new Given(token);
    }
    if (token == null && file != null) {
      return new InFile(file);
    }
    throw new SettingException(
        (token == null ? "join: not set" : "join and join.file: both set")
            + " (expected: join=<join token>, or join.file=<path of a file that holds one>)");
  }

  /**
   * The token itself.
   *
   * @param token the token
   */
  record Given(Secret token) implements JoinSource {}

  /**
   * A file with the token.
   *
   * @param file its path
   */
  record InFile(Path file) implements JoinSource {
    @Override
    public Secret token() {
      String text;
      // Not by a channel: the hooks go into the JDK's channels, and none may be loaded before.
      try (InputStream in = new FileInputStream(file.toFile())) {
        text = new String(in.readNBytes(MAX_LENGTH + 1), StandardCharsets.US_ASCII).strip();
      } catch (IOException e) {
        throw new SettingException(
            "join.file: "
                + Texts.abbreviate(file.toString())
                + " cannot be read, "
                + e.getClass().getSimpleName()
                + " (expected: a file that holds a join token)");
      }
      try {
        return new JoinTokenType().parse(text);
      } catch (IllegalArgumentException e) {
        throw new SettingException(
            "join.file "
                + Texts.abbreviate(file.toString())
                + ": *** (expected: "
                + new JoinTokenType().expected()
                + ")");
      }
    }
  }
}
