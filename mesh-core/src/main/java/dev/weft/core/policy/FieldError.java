package dev.weft.core.policy;

/**
 * One thing that is wrong with a resource.
 *
 * @param field the path of the field, such as {@code spec.rules[0].from[0].source.principals[1]}
 * @param message what is wrong and what is expected
 */
public record FieldError(String field, String message) {
  @Override
  public String toString() {
    return field + ": " + message;
  }
}
