package dev.weft.core.policy.engine;

import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/** A request header. Unlike elsewhere, {@code *} matches an empty value too: it is present. */
final class HeaderCheck extends RequestCheck {
  private final String name;
  private final TextSet set;

  HeaderCheck(String name, TextSet set) {
    this.name = name;
    this.set = set;
  }

  @Override
  boolean matches(RequestFacts request) {
    String value = value(request);
    return value != null && (set.hasPresence() || set.matches(value));
  }

  private @Nullable String value(RequestFacts request) {
    return switch (name) {
      case ":method" -> request.method();
      case ":authority", "host" -> request.host();
      case ":scheme" -> request.scheme();
      default -> request.header(name);
    };
  }
}
