package dev.weft.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonEncoderTest {
  private final LoggingEvent event =
      new LoggingEvent(
          "fqcn",
          new LoggerContext().getLogger("dev.weft.Some"),
          Level.WARN,
          "svid\n\"refused\"",
          null,
          null);

  private JsonObject encode() throws Exception {
    String text = new String(new JsonEncoder().encode(event), StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n").doesNotContain("\n\n").hasLineCount(1);
    return (JsonObject) JsonReader.read(text);
  }

  @Test
  void encode_eventWithFields_oneLineOfJson() throws Exception {
    event.setInstant(Instant.parse("2026-01-01T00:00:00.5Z"));
    event.setThreadName("t");
    event.setKeyValuePairs(
        List.of(
            new KeyValuePair("identity", List.of("a\nb")),
            new KeyValuePair("places", 3),
            new KeyValuePair("none", null)));

    assertThat(encode())
        .isEqualTo(
            JsonReader.read(
                """
                {"time": "2026-01-01T00:00:00.500Z", "level": "WARN", "logger": "dev.weft.Some",
                 "thread": "t", "message": "svid\\n\\"refused\\"",
                 "data": {"identity": "[a\\nb]", "places": 3, "none": null}}
                """));
  }

  @Test
  void encode_eventWithFault_holdsItsTrace() throws Exception {
    event.setThrowableProxy(
        new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("odd")));

    assertThat(encode().string("error")).contains("IllegalStateException: odd", "\tat ");
  }
}
