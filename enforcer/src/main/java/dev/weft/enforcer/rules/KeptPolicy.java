package dev.weft.enforcer.rules;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.PolicyEngine;
import org.jspecify.annotations.Nullable;

/**
 * What a connection keeps of the rules in force, from one of its requests to the next. The first
 * request is judged by the rules as they are; a second one shows that the connection is kept, and
 * then the rules are reduced to what is left for it.
 *
 * @param engine the rules in force
 * @param policy what they are for the connection
 * @param reduced whether {@code policy} is for this connection alone
 */
public record KeptPolicy(PolicyEngine engine, ConnectionPolicy policy, boolean reduced) {
  /** Whether it stays as it is while {@code inForce} is. */
  public boolean lastsFor(PolicyEngine inForce) {
    return reduced && engine == inForce;
  }

  /** What to keep when {@code engine} is in force, after {@code before}. */
  public static KeptPolicy after(
      @Nullable KeptPolicy before, PolicyEngine engine, ConnectionFacts connection) {
    if (before == null || before.engine != engine) {
      return new KeptPolicy(engine, engine.onAny(), false);
    }
    return new KeptPolicy(engine, engine.on(connection), true);
  }
}
