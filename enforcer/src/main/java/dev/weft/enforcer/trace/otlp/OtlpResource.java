package dev.weft.enforcer.trace.otlp;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who sends, as every message says it (OpenTelemetry Resource).
 *
 * @param attributes by name
 */
record OtlpResource(Map<String, String> attributes) {
  private static final String SCOPE = "dev.weft.agent";

  OtlpResource {
    attributes = Map.copyOf(attributes);
  }

  /** {@code Resource}. */
  ProtobufWriter message() {
    ProtobufWriter resource = new ProtobufWriter();
    new TreeMap<>(attributes).forEach((name, value) -> attribute(resource, 1, name, value));
    return resource;
  }

  /** {@code InstrumentationScope}. */
  static ProtobufWriter scope() {
    return new ProtobufWriter().text(1, SCOPE);
  }

  /** Adds a {@code KeyValue} to {@code message}. */
  static void attribute(ProtobufWriter message, int field, String name, Object value) {
    int pair = message.begin(field);
    message.text(1, name);
    int any = message.begin(2);
    if (value instanceof Long number) {
      message.varintAlways(3, number);
    } else if (value instanceof Boolean flag) {
      message.varintAlways(2, flag ? 1 : 0);
    } else {
      message.textAlways(1, value.toString());
    }
    message.end(any).end(pair);
  }
}
