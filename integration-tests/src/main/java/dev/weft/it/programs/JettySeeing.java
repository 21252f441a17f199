package dev.weft.it.programs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/**
 * Jetty 12 with HTTP/1.1 and HTTP/2, a handler that answers with what it sees of each request, and
 * none of Jetty's own refusals of odd paths.
 */
public final class JettySeeing {
  private JettySeeing() {}

  /**
   * Arguments: PORT, then what is the program's own: {@code own} for a subclass of the connector,
   * {@code factory} for one of the connection factory, {@code wrapper} for a factory around
   * Jetty's; anything else for nothing.
   */
  public static void main(String[] args) throws Exception {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    HTTP2CServerConnectionFactory h2c = new HTTP2CServerConnectionFactory(configuration);
    Server server = new Server();
    ServerConnector connector =
        switch (args[1]) {
          case "own" -> new OwnConnector(server, http, h2c);
          case "factory" -> new ServerConnector(server, new OwnFactory(configuration));
          case "wrapper" -> new ServerConnector(server, new Wrapper(http));
          default -> new ServerConnector(server, http, h2c);
        };
    connector.setHost("127.0.0.1");
    connector.setPort(Serving.port(args));
    server.addConnector(connector);
    server.setHandler(new Seeing());
    server.start();
    Serving.untilToldToStop(connector.getLocalPort());
    server.stop();
  }

  private static final class OwnConnector extends ServerConnector {
    OwnConnector(Server server, HttpConnectionFactory http, HTTP2CServerConnectionFactory h2c) {
      super(server, http, h2c);
    }
  }

  private static final class OwnFactory extends HttpConnectionFactory {
    OwnFactory(HttpConfiguration configuration) {
      super(configuration);
    }
  }

  private record Wrapper(HttpConnectionFactory wrapped) implements ConnectionFactory {
    @Override
    public String getProtocol() {
      return wrapped.getProtocol();
    }

    @Override
    public List<String> getProtocols() {
      return wrapped.getProtocols();
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
      return wrapped.newConnection(connector, endPoint);
    }
  }

  private static final class Seeing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String body = Content.Source.asString(request);
      String text =
          "saw "
              + request.getMethod()
              + " ["
              + URIUtil.decodePath(Request.getPathInContext(request))
              + "] client-cert="
              + request.getHeaders().get("X-Forwarded-Client-Cert")
              + " query="
              + request.getHttpURI().getQuery()
              + " body="
              + body;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      response.getHeaders().put("Content-Length", bytes.length);
      response.write(true, ByteBuffer.wrap(bytes), callback);
      return true;
    }
  }
}
