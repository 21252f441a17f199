package dev.weft.core.policy;

import java.util.List;

/**
 * One field of a rule and its {@code not} twin: matches what any of {@code values} matches and none
 * of {@code notValues} does. An empty list says nothing.
 *
 * @param values the patterns of which one has to match
 * @param notValues the patterns of which none may match
 */
public record Terms(List<String> values, List<String> notValues) {
  /** A field that is not set: it matches everything. */
  public static final Terms NONE = new Terms(List.of(), List.of());

  public Terms {
    values = List.copyOf(values);
    notValues = List.copyOf(notValues);
  }

  /** Whether neither the field nor its twin is set. */
  public boolean isEmpty() {
    return values.isEmpty() && notValues.isEmpty();
  }
}
