package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/** The normalized path. */
final class PathCheck extends Check {
  private final TextSet set;

  PathCheck(TextSet set) {
    this.set = set;
  }

  @Override
  boolean isOfConnection() {
    return false;
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return set.matches(path, pathEnd);
  }

  @Override
  int cost() {
    return 4;
  }
}
