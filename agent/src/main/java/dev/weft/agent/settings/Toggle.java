package dev.weft.agent.settings;

/** Whether something is done. */
public enum Toggle {
  /** It is not. */
  OFF,
  /** It is. */
  ON
}
