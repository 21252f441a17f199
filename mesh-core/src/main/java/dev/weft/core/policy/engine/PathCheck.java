package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.match.TextSet;
import org.jspecify.annotations.Nullable;

/** The normalized path. */
record PathCheck(TextSet set) implements Check {
  @Override
  public boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return set.matches(path, pathEnd);
  }

  @Override
  public int cost() {
    return 4;
  }
}
