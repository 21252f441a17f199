package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/** A check that needs nothing but the request. */
abstract class RequestCheck extends Check {
  abstract boolean matches(RequestFacts request);

  @Override
  final boolean isOfConnection() {
    return false;
  }

  @Override
  final boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    if (request == null) {
      throw new IllegalStateException("request: none (expected: one; this check looks at it)");
    }
    return matches(request);
  }
}
