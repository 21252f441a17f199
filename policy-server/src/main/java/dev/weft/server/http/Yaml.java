package dev.weft.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML strictly: one document, no duplicate names, no aliases that grow, bounded depth. */
public final class Yaml {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .loaderOptions(loaderOptions())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(JsonReader.MAX_DEPTH)
                  .maxStringLength(1 << 20)
                  .maxNumberLength(100)
                  .maxNameLength(4096)
                  .build())
          .build();

  private static final YAMLFactory WRITER =
      YAMLFactory.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private Yaml() {}

  private static LoaderOptions loaderOptions() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(JsonReader.MAX_DEPTH);
    options.setCodePointLimit(1 << 20);
    return options;
  }

  /**
   * Reads one document in UTF-8.
   *
   * @throws JsonFormatException when {@code utf8} is not exactly one well-formed document
   */
  public static JsonValue read(byte[] utf8) throws JsonFormatException {
    try (JsonParser parser = new PlainYamlParser(FACTORY.createParser(utf8))) {
      return JsonReader.read(parser);
    } catch (JsonFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonFormatException(String.valueOf(e.getMessage()));
    }
  }

  /** {@code value} as one document in UTF-8. */
  public static byte[] write(JsonValue value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = WRITER.createGenerator(out)) {
      JsonWriter.write(generator, value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return out.toByteArray();
  }
}
