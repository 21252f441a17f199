package dev.weft.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON strictly: one document, no duplicate names, bounded depth and lengths. */
public final class JsonReader {
  /** Deepest nesting that is read. */
  public static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(1 << 20)
                  .maxNumberLength(100)
                  .maxNameLength(4096)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * Reads one document.
   *
   * @throws JsonFormatException when {@code text} is not exactly one well-formed document
   */
  public static JsonValue read(String text) throws JsonFormatException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return read(parser);
    } catch (JsonFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonFormatException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads one document in UTF-8.
   *
   * @throws JsonFormatException when {@code utf8} is not exactly one well-formed document
   */
  public static JsonValue read(byte[] utf8) throws JsonFormatException {
    try (JsonParser parser = FACTORY.createParser(utf8)) {
      return read(parser);
    } catch (JsonFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new JsonFormatException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads the one document that {@code parser} holds. The parser may speak any format that
   * jackson-core's token stream can carry (YAML, for the policy server); it should have duplicate
   * detection on.
   *
   * @throws JsonFormatException when it is malformed or more follows the document
   * @throws IOException when the parser's source fails
   */
  public static JsonValue read(JsonParser parser) throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonFormatException("document: empty (expected: one value)");
      }
      JsonValue value = value(parser, first, 0);
      if (parser.nextToken() != null) {
        throw new JsonFormatException(
            "document: more than one value (expected: one), at line "
                + parser.currentTokenLocation().getLineNr());
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new JsonFormatException(describe(e));
    }
  }

  private static JsonValue value(JsonParser parser, @Nullable JsonToken token, int depth)
      throws IOException {
    if (token == null) {
      throw new JsonFormatException("document: ends early (expected: a value)");
    }
    if (depth > MAX_DEPTH) {
      throw new JsonFormatException("nesting: deeper than " + MAX_DEPTH);
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> new JsonString(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(number(parser));
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> JsonNull.NULL;
      default -> throw new JsonFormatException("document: unexpected " + token);
    };
  }

  private static BigDecimal number(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new JsonFormatException(
          "number: not finite (expected: a JSON number), at line "
              + parser.currentTokenLocation().getLineNr());
    }
  }

  private static JsonObject object(JsonParser parser, int depth) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonValue previous = members.put(name, value(parser, parser.nextToken(), depth + 1));
      if (previous != null) {
        throw new JsonFormatException("name: " + name + " appears twice (expected: once)");
      }
    }
    return new JsonObject(members);
  }

  private static JsonArray array(JsonParser parser, int depth) throws IOException {
    List<JsonValue> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(value(parser, token, depth + 1));
    }
    return new JsonArray(values);
  }

  /** The problem and its place, without an excerpt of the input, which may hold a secret. */
  private static String describe(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : ", at line "
                + e.getLocation().getLineNr()
                + " column "
                + e.getLocation().getColumnNr();
    return e.getOriginalMessage() + where;
  }
}
