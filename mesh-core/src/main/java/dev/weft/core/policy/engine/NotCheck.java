package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/** A field's {@code not} twin. */
record NotCheck(Check check) implements Check {
  @Override
  public boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return !check.matches(connection, request, path, pathEnd);
  }

  @Override
  public int cost() {
    return check.cost();
  }
}
