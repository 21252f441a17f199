package dev.weft.server.store;

/**
 * The database does not answer, or not in time. It may answer again soon; what the message says of
 * the transaction holds.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreUnavailableException(String message) {
    super(message);
  }
}
