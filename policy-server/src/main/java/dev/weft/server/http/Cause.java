package dev.weft.server.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field the path of the field, for example {@code spec.rules[0].from}
 * @param message what is wrong and what was expected
 * @param reason the kind of fault, as Kubernetes names it in {@code details.causes[].reason}
 */
public record Cause(String field, String message, String reason) {
  private static final String INVALID = "FieldValueInvalid";

  /** A field whose value is not acceptable. */
  public Cause(String field, String message) {
    this(field, message, INVALID);
  }
}
