package dev.weft.core.policy.parse;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of the {@code istio.io/dry-run} annotation, in the spellings that Istio takes. */
public final class DryRun {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private DryRun() {}

  /** What {@code annotation} says, or null when it says neither. */
  public static @Nullable Boolean parse(String annotation) {
    if (TRUE.contains(annotation)) {
      return Boolean.TRUE;
    }
    return FALSE.contains(annotation) ? Boolean.FALSE : null;
  }
}
