package dev.weft.core.policy.engine;

import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;

/** The method. */
final class MethodCheck extends RequestCheck {
  private final TextSet set;

  MethodCheck(TextSet set) {
    this.set = set;
  }

  @Override
  boolean matches(RequestFacts request) {
    return set.matches(request.method());
  }

  @Override
  int cost() {
    return 2;
  }
}
