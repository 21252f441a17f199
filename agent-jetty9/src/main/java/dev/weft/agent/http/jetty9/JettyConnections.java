package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import java.util.Set;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Which connections carry requests and nothing else, and the channel of each; for every release of
 * Jetty from 9.4.
 */
public final class JettyConnections {
  private static final String CONNECTOR = "org.eclipse.jetty.server.ServerConnector";

  /** More than end points are ever put around one another. */
  private static final int MOST_END_POINTS = 16;

  /**
   * The factories of connections whose requests all reach {@code Server.handle}. HTTP/2's are in a
   * library of their own, so that they can only be named.
   */
  private static final Set<String> FACTORIES =
      Set.of(
          "org.eclipse.jetty.server.HttpConnectionFactory",
          "org.eclipse.jetty.server.SslConnectionFactory",
          "org.eclipse.jetty.server.ProxyConnectionFactory",
          "org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory",
          "org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory",
          "org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory");

  /** Those that have another factory make each connection, and only time it. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "com.codahale.metrics.jetty9.InstrumentedConnectionFactory",
          "io.dropwizard.metrics.jetty9.InstrumentedConnectionFactory",
          "io.dropwizard.metrics.jetty10.InstrumentedConnectionFactory",
          "io.dropwizard.metrics.jetty11.InstrumentedConnectionFactory",
          "com.codahale.metrics.jetty12.InstrumentedConnectionFactory",
          "io.dropwizard.metrics.jetty12.InstrumentedConnectionFactory");

  private JettyConnections() {}

  /**
   * Claims a connection, unless the application has put something of its own where its requests
   * pass: a subclass of the connector or server, another factory. Never throws.
   */
  public static void claim(ServerConnector connector, Object channel) {
    try {
      if (hasFactories(connector, false)) {
        ServerRequests.claim(channel, connector.getServer());
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty", e);
    }
  }

  /**
   * As {@link #claim}, where something stands around Jetty's factories: now one of them is asked
   * for a connection, which is the first that its end point gets.
   */
  public static void claim(Object factory, Connector connector, EndPoint endPoint) {
    try {
      if (factory.getClass() == HttpConnectionFactory.class
          && endPoint.getConnection() == null
          && connector instanceof ServerConnector own
          && hasFactories(own, true)) {
        Object channel = channel(endPoint);
        if (channel != null) {
          ServerRequests.claim(channel, own.getServer());
        }
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty", e);
    }
  }

  private static boolean hasFactories(ServerConnector connector, boolean wrapped) {
    if (connector.getClass() != ServerConnector.class) {
      return false;
    }
    String name = ServerConnector.class.getName();
    String prefix = name.substring(0, name.length() - CONNECTOR.length());
    // They cannot be changed while the connector runs.
    for (ConnectionFactory factory : connector.getConnectionFactories()) {
      String type = factory.getClass().getName();
      boolean isOwn =
          type.startsWith(prefix) && FACTORIES.contains(type.substring(prefix.length()));
      if (!isOwn && !(wrapped && WRAPPERS.contains(type))) {
        return false;
      }
    }
    return true;
  }

  /** The channel that bears {@code outermost}; null when there is none. */
  public static @Nullable Object channel(EndPoint outermost) {
    Object at = outermost;
    for (int i = 0; i < MOST_END_POINTS && at instanceof EndPoint endPoint; i++) {
      at = endPoint.getTransport();
    }
    return at;
  }
}
