package dev.weft.bootstrap.http;

import org.jspecify.annotations.Nullable;

/** Follows requests that are sent. Called on the application's threads, several at once. */
public interface ClientGate {
  /**
   * A request is about to be sent by the calling thread; may add headers to it.
   *
   * @return what is to be told how it goes; null when nobody wants to know
   */
  @Nullable ClientExchange begin(ClientView request);

  /** Whether requests belong to what the program makes current by a tracing API of its own. */
  boolean followsProgram();

  /** Is told of a fault of Weft's own; must not throw. */
  void fault(String where, Throwable fault);
}
