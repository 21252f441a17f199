package dev.weft.core.policy.parse;

import dev.weft.core.policy.Attribute;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the key of a condition and says why one is not taken. */
final class AttributeKey {
  private static final Set<String> PSEUDO_HEADERS =
      Set.of(":authority", ":method", ":path", ":scheme");

  private AttributeKey() {}

  static @Nullable Attribute read(Fields fields, String key) {
    Attribute attribute = Attribute.parse(key);
    if (attribute == null) {
      fields.errors().add(fields.path("key"), key, expected(key));
      return null;
    }
    if (attribute.kind() == Attribute.Kind.REQUEST_HEADER && !isHeader(attribute.names().get(0))) {
      fields.errors().add(fields.path("key"), key, "the name of a request header in brackets");
    }
    return attribute;
  }

  private static String expected(String key) {
    if (key.startsWith("destination.labels")) {
      return "to be left out; use spec.selector";
    }
    if (key.equals("destination.namespace")) {
      return "to be left out; a policy is for the namespace of its metadata";
    }
    if (key.startsWith("experimental.") || key.startsWith("request.experimental.")) {
      return "an attribute; experimental ones cannot be enforced here";
    }
    if (key.startsWith("request.headers") || key.startsWith("request.auth.claims")) {
      return "the form a[b]";
    }
    return "an attribute of Istio's authorization conditions, such as source.ip";
  }

  /** RFC 9110 section 5.1: a field name is a token. */
  private static boolean isHeader(String name) {
    return name.startsWith(":")
        ? PSEUDO_HEADERS.contains(name)
        : name.matches("[-!#$%&'*+.^_`|~0-9a-z]+");
  }
}
