package dev.weft.core.policy.engine;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.RequestFacts;
import org.jspecify.annotations.Nullable;

/**
 * One field of a rule. Implementations are immutable and allocate nothing. A class, not an
 * interface, since a decision is little else than calls of this one method.
 */
abstract class Check {
  /**
   * Whether the field matches.
   *
   * @param connection the connection
   * @param request the request; null at an enforcer that sees connections only, for which no check
   *     that needs a request is ever compiled
   * @param path the request's normalized path, with more behind it
   * @param pathEnd where the path ends
   */
  abstract boolean matches(
      ConnectionFacts connection, @Nullable RequestFacts request, String path, int pathEnd);

  /** Whether the connection alone decides, so that the answer is the same for all its requests. */
  abstract boolean isOfConnection();

  /**
   * What {@link #matches} costs, roughly, beside the others: of several checks that all have to
   * match, the cheap ones are asked first.
   */
  int cost() {
    return 5;
  }
}
