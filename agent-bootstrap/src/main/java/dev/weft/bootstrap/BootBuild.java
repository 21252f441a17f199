package dev.weft.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * Of which build the boot types are: they stay in a JVM when an attach was refused, and may meet
 * another agent's jar later.
 */
public final class BootBuild {
  private static volatile @Nullable String known;

  private BootBuild() {}

  /** These are of {@code build}. */
  public static void is(String build) {
    known = build;
  }

  /** The build, or null when nobody has told it. */
  public static @Nullable String known() {
    return known;
  }
}
