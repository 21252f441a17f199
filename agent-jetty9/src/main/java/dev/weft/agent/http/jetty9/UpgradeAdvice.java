package dev.weft.agent.http.jetty9;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpConnection;

/** {@code org.eclipse.jetty.server.HttpConnection}. */
final class UpgradeAdvice {
  private UpgradeAdvice() {}

  /** {@code onCompleted}: an answer is complete, and what it asks for may take the connection. */
  static final class Completed {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpConnection connection) {
      JettyUpgrades.completed(connection);
    }
  }
}
