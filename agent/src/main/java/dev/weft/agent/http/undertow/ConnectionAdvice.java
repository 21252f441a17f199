package dev.weft.agent.http.undertow;

import net.bytebuddy.asm.Advice;

/** {@code HttpServerConnection} and {@code Http2ServerConnection}. */
final class ConnectionAdvice {
  private ConnectionAdvice() {}

  /** {@code sendOutOfBandResponse}: an exchange is made up to tell a client to continue. */
  static final class OutOfBand {
    @Advice.OnMethodExit
    static void exit(@Advice.Return Object exchange) {
      UndertowRequests.exempt(exchange);
    }
  }
}
