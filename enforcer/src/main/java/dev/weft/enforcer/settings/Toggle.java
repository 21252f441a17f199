package dev.weft.enforcer.settings;

/** Whether something is done. */
public enum Toggle {
  /** It is not. */
  OFF,
  /** It is. */
  ON
}
