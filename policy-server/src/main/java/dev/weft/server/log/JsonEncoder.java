package dev.weft.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** Writes each event as one line of JSON; the fields that a log statement names are in data. */
final class JsonEncoder extends EncoderBase<ILoggingEvent> {
  @Override
  public byte[] encode(ILoggingEvent event) {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("time", event.getInstant().toString())
            .put("level", event.getLevel().toString())
            .put("logger", event.getLoggerName())
            .put("thread", event.getThreadName())
            .put("message", event.getFormattedMessage());
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null && !pairs.isEmpty()) {
      JsonObject.Builder data = JsonObject.builder();
      pairs.forEach(pair -> data.put(pair.key, json(pair.value)));
      line.put("data", data.build());
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.put("error", ThrowableProxyUtil.asString(thrown));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(JsonWriter.writeBytes(line.build()));
    out.write('\n');
    return out.toByteArray();
  }

  private static JsonValue json(@Nullable Object value) {
    if (value == null) {
      return JsonNull.NULL;
    }
    if (value instanceof Long || value instanceof Integer) {
      return JsonValue.of(((Number) value).longValue());
    }
    if (value instanceof Boolean bool) {
      return JsonValue.of((boolean) bool);
    }
    return JsonValue.of(value.toString());
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return null;
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return null;
  }
}
