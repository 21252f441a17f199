package dev.weft.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorableBodyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":{\"b\":[\"x\",\"\\u0000\"]}} | a.b[1]: U+0000",
        "{\"a\":\"x\\ud800\"}                | a: half of a surrogate pair",
        "{\"a\":\"\\udc00\\ud800\"}           | a: half of a surrogate pair",
        "{\"a\":{\"b\\u0000\":1}}             | a: a name with U+0000",
        "\"\\u0000\"                          | body: U+0000"
      })
  void require_textThatCannotBeKept_isRefusedWithItsPath(String text, String message)
      throws JsonFormatException {
    JsonValue json = JsonReader.read(text);
    JsonValue yaml = Yaml.read(text.getBytes(StandardCharsets.UTF_8));

    for (JsonValue value : List.of(json, yaml)) {
      assertThatThrownBy(() -> StorableBody.require(value))
          .isInstanceOfSatisfying(
              ApiException.class, refusal -> assertThat(refusal.code()).isEqualTo(400))
          .hasMessageStartingWith(message);
    }
  }

  /** Which the reader of JSON refuses itself, and that of YAML does not. */
  @Test
  void require_nameWithHalfAPair_isRefused() {
    JsonValue value = JsonObject.builder().put("a\uDBFF", 1).build();

    assertThatThrownBy(() -> StorableBody.require(value))
        .hasMessageStartingWith("body: a name with half of a surrogate pair");
  }

  @Test
  void require_anyOtherText_isTaken() throws JsonFormatException {
    JsonValue value =
        JsonReader.read(
            "{\"\\ud83d\\ude00\":[\"\\u0001\",\"\\uffff\",\"\\u00e4\",\"\\ud83d\\ude00\"]}");

    assertThat(StorableBody.require(value)).isSameAs(value);
  }
}
