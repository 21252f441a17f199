package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/** A field's {@code not} twin. */
final class NotCheck extends Check {
  private final Check check;

  NotCheck(Check check) {
    this.check = check;
  }

  @Override
  boolean isOfConnection() {
    return check.isOfConnection();
  }

  @Override
  boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd) {
    return !check.matches(connection, request, path, pathEnd);
  }

  @Override
  int cost() {
    return check.cost();
  }
}
