package dev.weft.agent.http.jetty9;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import java.util.List;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConnection;
import org.eclipse.jetty.server.HttpTransport;
import org.eclipse.jetty.server.Request;

/**
 * Connections of HTTP/1.1 that are handed to something else, such as WebSocket, and bear no more
 * requests that would be judged: each is judged as a whole from then on, unless a request that was
 * judged asked for just that.
 */
public final class JettyUpgrades {
  private static final String HERE = "org.eclipse.jetty.server.HttpConnection";

  /** Its requests pass {@code Server.handle}, too. In a library of its own, so only named. */
  private static final String HTTP2 = "org.eclipse.jetty.http2.server.HTTP2ServerConnection";

  /** Under these, of releases before 10 and after, a request bears what takes its connection. */
  private static final List<String> ATTRIBUTES =
      List.of(
          HttpConnection.class.getName() + ".UPGRADE", HttpTransport.class.getName() + ".UPGRADE");

  private JettyUpgrades() {}

  /**
   * The answer to a request of {@code connection} is complete. What it hands the connection to gets
   * nothing of it when it may not go on without requests. Never throws.
   */
  public static void completed(HttpConnection connection) {
    try {
      checkUpgrade(connection);
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.jetty9", e);
      connection.getEndPoint().close();
    }
  }

  private static void checkUpgrade(HttpConnection connection) {
    Request request = connection.getHttpChannel().getRequest();
    for (String attribute : ATTRIBUTES) {
      Object next = request.getAttribute(attribute);
      if (next != null
          && !isHttp2(next)
          && !asksForMore(request)
          && !release(connection.getEndPoint())) {
        request.removeAttribute(attribute);
      }
    }
  }

  /** RFC 9110 sections 7.8 and 9.3.6. */
  private static boolean asksForMore(Request request) {
    return request.getHeader("upgrade") != null || "CONNECT".equals(request.getMethod());
  }

  private static boolean isHttp2(Object next) {
    String own = HttpConnection.class.getName();
    String prefix = own.substring(0, own.length() - HERE.length());
    return next.getClass().getName().equals(prefix + HTTP2);
  }

  private static boolean release(EndPoint endPoint) {
    Object channel = JettyConnections.channel(endPoint);
    boolean mayGoOn = channel == null || ServerRequests.release(channel);
    if (!mayGoOn) {
      endPoint.close();
    }
    return mayGoOn;
  }
}
