package dev.weft.agent.http.jetty;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Jetty 12. Names only: this is read where no Jetty is.
 *
 * <p>The way from a request to its channel needs no links: Jetty's own methods lead from the
 * request to its connection, to that one's end point, to the channel beneath. Each of these objects
 * is of one connection alone.
 */
public final class JettyLibrary {
  private static final String HERE = "dev.weft.agent.http.jetty.";

  /** What fits all releases is compiled against the oldest. */
  private static final String SHARED = "dev.weft.agent.http.jetty9.";

  private static final String SERVER = "org.eclipse.jetty.server.";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Jetty",
          List.of("org.eclipse.jetty."),
          "org.eclipse.jetty.server",
          SERVER + "Handler$Abstract",
          List.of(
              SHARED + "TargetAuthority",
              SHARED + "JettyConnections",
              HERE + "ShownRequest",
              HERE + "JettyRequest",
              HERE + "JettyAnswers",
              HERE + "JettyStream",
              HERE + "JettyTask",
              HERE + "JettyCallback",
              HERE + "JettyRequests"),
          List.of(
              LibraryClass.of(
                  SERVER + "Server",
                  new Weave.Guard(),
                  inline(
                      HERE + "ServerAdvice$Handle",
                      "handle",
                      SERVER + "Request",
                      SERVER + "Response",
                      "org.eclipse.jetty.util.Callback")),
              LibraryClass.of(
                  SERVER + "ServerConnector",
                  inline(
                      SHARED + "ConnectorAdvice$Accepted",
                      "accepted",
                      "java.nio.channels.SocketChannel")),
              LibraryClass.of(
                  SERVER + "HttpConnectionFactory",
                  inline(
                      SHARED + "ConnectorAdvice$Made",
                      "newConnection",
                      SERVER + "Connector",
                      "org.eclipse.jetty.io.EndPoint")),
              LibraryClass.of(
                  SERVER + "internal.HttpChannelState$ChannelRequest",
                  new Weave.VerdictSlot(),
                  inline(HERE + "RequestAdvice$Demand", "demand", "java.lang.Runnable")),
              LibraryClass.of(
                  SERVER + "internal.HttpChannelState$ChannelResponse",
                  inline(
                      HERE + "ResponseAdvice$Write",
                      "write",
                      "boolean",
                      "java.nio.ByteBuffer",
                      "org.eclipse.jetty.util.Callback"))));

  private JettyLibrary() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), advice);
  }
}
