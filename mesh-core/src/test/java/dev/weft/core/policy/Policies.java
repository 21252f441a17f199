package dev.weft.core.policy;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;

/** Resources written down in tests; quotes may be single. */
final class Policies {
  private Policies() {}

  /** An AuthorizationPolicy of namespace foo. */
  static JsonObject authorization(String name, String spec) {
    return resource("AuthorizationPolicy", "foo", name, spec);
  }

  /** A resource of {@code security.istio.io/v1}. */
  static JsonObject resource(String kind, String namespace, String name, String spec) {
    return json(
        """
        {'apiVersion': 'security.istio.io/v1', 'kind': '%s',
         'metadata': {'name': '%s', 'namespace': '%s'}, 'spec': %s}
        """
            .formatted(kind, name, namespace, spec));
  }

  static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.read(text.replace('\'', '"'));
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
