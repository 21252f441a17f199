package dev.weft.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * Whether a connection or request may pass, and why. Decisions are made when policies are compiled,
 * one for each rule, and handed out again and again.
 */
public sealed interface Decision {
  /** The index of {@link #rule()} when no rule decided. */
  int NO_RULE = -1;

  /** The deciding policy as {@code namespace/name}, or null when none decided. */
  @Nullable String policy();

  /** The index of the deciding rule in {@code spec.rules}, or {@link #NO_RULE}. */
  int rule();

  /** Why. */
  Reason reason();

  /** Whether it may pass. */
  default boolean allowed() {
    return this instanceof Allow;
  }

  /**
   * For error texts and logs: the reason and the rule, such as {@code explicit-deny by ns/p[0]}.
   */
  default String describe() {
    return policy() == null
        ? reason().code()
        : reason().code() + " by " + policy() + "[" + rule() + "]";
  }

  /** It may pass. */
  record Allow(@Nullable String policy, int rule, Reason reason) implements Decision {}

  /** It may not pass. */
  record Deny(@Nullable String policy, int rule, Reason reason) implements Decision {}
}
