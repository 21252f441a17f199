package dev.weft.core.policy;

/** How much an enforcer sees of what it decides on. */
public enum Layer {
  /** The connection alone (L4). */
  CONNECTION,
  /** The request as well (L7). */
  REQUEST
}
