package dev.weft.agent.http.jetty;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.ServerConnector;

/** {@code org.eclipse.jetty.server.ServerConnector}. */
final class ConnectorAdvice {
  private ConnectorAdvice() {}

  /** {@code accepted}: the connector takes a connection, of which nothing has been read. */
  static final class Accepted {
    @Advice.OnMethodEnter
    static void enter(@Advice.This ServerConnector connector, @Advice.Argument(0) Object channel) {
      JettyConnections.claim(connector, channel);
    }
  }
}
