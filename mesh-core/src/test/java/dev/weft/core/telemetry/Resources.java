package dev.weft.core.telemetry;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.policy.PolicyFormatException;

/** Resources written in single quotes. */
final class Resources {
  private Resources() {}

  static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.read(text.replace('\'', '"'));
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }

  static JsonObject telemetryJson(String spec) {
    return json(
        "{'apiVersion': 'telemetry.istio.io/v1', 'kind': 'Telemetry', 'metadata':"
            + " {'name': 't', 'namespace': 'shop'}, 'spec': "
            + spec
            + "}");
  }

  static JsonObject samplingJson(String spec) {
    return json(
        "{'apiVersion': 'weft.dev/v1', 'kind': 'TraceSampling', 'metadata':"
            + " {'name': 't', 'namespace': 'shop'}, 'spec': "
            + spec
            + "}");
  }

  /** A Telemetry made at {@code second}. */
  static Telemetry telemetry(String namespace, String name, int second, String spec) {
    try {
      return Telemetry.parse(
          telemetryJson(spec).with("metadata", metadata(namespace, name, second)));
    } catch (PolicyFormatException e) {
      throw new AssertionError(spec, e);
    }
  }

  /** A TraceSampling made at {@code second}. */
  static TraceSampling sampling(String namespace, String name, int second, String spec) {
    try {
      return TraceSampling.parse(
          samplingJson(spec).with("metadata", metadata(namespace, name, second)));
    } catch (PolicyFormatException e) {
      throw new AssertionError(spec, e);
    }
  }

  private static JsonObject metadata(String namespace, String name, int second) {
    return json(
        "{'name': '%s', 'namespace': '%s', 'creationTimestamp': '2026-01-01T00:00:%02dZ'}"
            .formatted(name, namespace, second));
  }
}
