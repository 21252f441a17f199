package dev.weft.server.resources.apply;

/** What an apply does with fields that others own with another value ({@code force=true|false}). */
public enum Force {
  /** It is refused with the list of conflicts. */
  NO,
  /** It takes the fields from their owners. */
  YES
}
