package dev.weft.core.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange with the policy server failed; {@link #kind()} says how. */
public final class ControlException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ControlFailure kind;

  ControlException(ControlFailure kind, String message) {
    this(kind, message, null);
  }

  ControlException(ControlFailure kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** How it failed. */
  public ControlFailure kind() {
    return kind;
  }
}
