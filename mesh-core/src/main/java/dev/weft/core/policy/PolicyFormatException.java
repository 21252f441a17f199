package dev.weft.core.policy;

import java.util.List;
import java.util.stream.Collectors;

/** A resource was refused; {@link #errors()} holds every reason that was found, in field order. */
public final class PolicyFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  /** Refuses a resource for {@code errors}, of which there is at least one. */
  public PolicyFormatException(List<FieldError> errors) {
    super(errors.stream().map(FieldError::toString).collect(Collectors.joining("; ")));
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("errors: none (expected: at least one)");
    }
    this.errors = List.copyOf(errors);
  }

  /** Why the resource was refused; never empty. */
  public List<FieldError> errors() {
    return errors;
  }
}
