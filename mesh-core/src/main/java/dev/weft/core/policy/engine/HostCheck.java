package dev.weft.core.policy.engine;

import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;

/** The Host header, port included. */
final class HostCheck extends RequestCheck {
  private final TextSet set;

  HostCheck(TextSet set) {
    this.set = set;
  }

  @Override
  boolean matches(RequestFacts request) {
    return set.matches(request.host());
  }

  @Override
  int cost() {
    return 4;
  }
}
