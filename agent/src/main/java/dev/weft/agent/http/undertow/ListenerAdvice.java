package dev.weft.agent.http.undertow;

import dev.weft.bootstrap.http.ServerRequests;
import net.bytebuddy.asm.Advice;

/** {@code HttpOpenListener}, {@code Http2OpenListener} and {@code AjpOpenListener}. */
final class ListenerAdvice {
  private ListenerAdvice() {}

  /**
   * {@code handleEvent} without a buffer: a connection was accepted. The one with a buffer is
   * called for connections of which something has been read.
   */
  static final class Opened {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object listener, @Advice.Argument(0) Object connection) {
      ServerRequests.claim(connection, listener);
    }
  }
}
