package dev.weft.core.policy.parse;

import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.ResourceMetadata;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of the {@code istio.io/dry-run} annotation, in the spellings that Istio takes. */
public final class DryRun {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private static final String FIELD =
      "metadata.annotations[" + AuthorizationPolicy.DRY_RUN_ANNOTATION + "]";

  private DryRun() {}

  /** What {@code annotation} says, or null when it says neither. */
  public static @Nullable Boolean parse(String annotation) {
    if (TRUE.contains(annotation)) {
      return Boolean.TRUE;
    }
    return FALSE.contains(annotation) ? Boolean.FALSE : null;
  }

  /** Reports an annotation that says neither. */
  static void check(ResourceMetadata metadata, Errors errors) {
    String annotation = metadata.annotations().get(AuthorizationPolicy.DRY_RUN_ANNOTATION);
    if (annotation != null && parse(annotation) == null) {
      errors.add(FIELD, annotation, "true or false");
    }
  }

  /**
   * Reports an annotation where, as in Istio, there must be none: what carries it would be in force
   * although its author only wants to try it.
   */
  static void refuse(ResourceMetadata metadata, Errors errors, String only) {
    String annotation = metadata.annotations().get(AuthorizationPolicy.DRY_RUN_ANNOTATION);
    if (annotation != null) {
      errors.add(FIELD, annotation, "only on an AuthorizationPolicy with " + only);
    }
  }
}
