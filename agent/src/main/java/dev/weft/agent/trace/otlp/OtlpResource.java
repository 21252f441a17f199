package dev.weft.agent.trace.otlp;

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
    ProtobufWriter any = new ProtobufWriter();
    if (value instanceof Long number) {
      any.varintAlways(3, number);
    } else if (value instanceof Boolean flag) {
      any.varintAlways(2, flag ? 1 : 0);
    } else {
      any.textAlways(1, value.toString());
    }
    message.message(field, new ProtobufWriter().text(1, name).message(2, any));
  }
}
