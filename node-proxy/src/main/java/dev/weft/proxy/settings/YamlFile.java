package dev.weft.proxy.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.weft.enforcer.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads YAML files strictly. */
final class YamlFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectReader YAML =
      YAMLMapper.builder(
              // A setting's "on" is that word, not a boolean.
              YAMLFactory.builder()
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private YamlFile() {}

  /**
   * The mapping in the file at {@code path}.
   *
   * @throws SettingException when it cannot be read, or is something else
   */
  static FileNode read(Path path) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new SettingException(path + ": too long (expected: at most 1 MiB)");
      }
      return FileNode.of("", YAML.readTree(Files.readAllBytes(path)));
    } catch (JsonProcessingException e) {
      // Without the lines behind the first, which quote the file and may hold a join token.
      throw new SettingException(
          path
              + ": "
              + firstLine(e.getOriginalMessage())
              + ", line "
              + e.getLocation().getLineNr()
              + " (expected: YAML, every name once)");
    } catch (IOException e) {
      throw new SettingException(
          path + ": cannot be read, " + e.getClass().getSimpleName() + " (expected: a YAML file)");
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("malformed");
  }
}
