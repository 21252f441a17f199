package dev.weft.server.http;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.weft.core.json.JsonFormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what JSON has no counterpart for. The YAML parser hands an alias on as a string with the
 * alias's name and leaves tags out, which would change what a document means.
 */
final class PlainYamlParser extends JsonParserDelegate {
  private final YAMLParser yaml;

  PlainYamlParser(YAMLParser yaml) {
    super(yaml);
    this.yaml = yaml;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = yaml.nextToken();
    if (token != null && yaml.isCurrentAlias()) {
      throw new JsonFormatException("alias: not supported (expected: plain YAML), " + place());
    }
    if (token != null && token != JsonToken.FIELD_NAME && yaml.getTypeId() != null) {
      throw new JsonFormatException("tag: not supported (expected: plain YAML), " + place());
    }
    return token;
  }

  private String place() {
    return "at line " + yaml.currentTokenLocation().getLineNr();
  }
}
