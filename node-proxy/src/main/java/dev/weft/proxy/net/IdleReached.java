package dev.weft.proxy.net;

/**
 * A user event: no byte has moved on a connection for the idle limit. It is closed then, unless a
 * handler keeps it because it carries a request, which has a limit of its own.
 */
public final class IdleReached {
  private boolean kept;

  IdleReached() {}

  /** Leaves the connection open. */
  public void keep() {
    kept = true;
  }

  boolean isKept() {
    return kept;
  }
}
