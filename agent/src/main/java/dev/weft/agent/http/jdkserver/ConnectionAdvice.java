package dev.weft.agent.http.jdkserver;

import dev.weft.bootstrap.http.ServerRequests;
import net.bytebuddy.asm.Advice;

/** {@code sun.net.httpserver.HttpConnection}. */
final class ConnectionAdvice {
  private ConnectionAdvice() {}

  /** {@code setChannel}: a connection was accepted, and the dispatcher selects only after it. */
  static final class SetChannel {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object connection, @Advice.Argument(0) Object channel) {
      ServerRequests.claim(channel, connection);
    }
  }

  /** {@code close}: whatever its last exchange still had to answer will not be. */
  static final class Close {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object connection) {
      JdkRequests.closed(connection);
    }
  }
}
