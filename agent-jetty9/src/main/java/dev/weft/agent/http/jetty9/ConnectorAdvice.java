package dev.weft.agent.http.jetty9;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;

/** {@code org.eclipse.jetty.server.ServerConnector} and {@code HttpConnectionFactory}. */
final class ConnectorAdvice {
  private ConnectorAdvice() {}

  /** {@code accepted}: the connector takes a connection, of which nothing has been read. */
  static final class Accepted {
    @Advice.OnMethodEnter
    static void enter(@Advice.This ServerConnector connector, @Advice.Argument(0) Object channel) {
      JettyConnections.claim(connector, channel);
    }
  }

  /** {@code newConnection}: bytes of an end point go to a connection that reads requests. */
  static final class Made {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object factory,
        @Advice.Argument(0) Connector connector,
        @Advice.Argument(1) EndPoint endPoint) {
      JettyConnections.claim(factory, connector, endPoint);
    }
  }
}
