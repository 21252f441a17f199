package dev.weft.core.control;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client did not start; {@link #reason()} says why. */
public final class MeshStartException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ControlFailure reason;

  MeshStartException(ControlFailure reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** The failure that stood last in the way. */
  public ControlFailure reason() {
    return reason;
  }
}
