package dev.weft.it.programs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty 12 with HTTP/1.1 and HTTP/2, as {@link Traced} says. */
public final class TracedJetty {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.eclipse.jetty");

  private TracedJetty() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    // It logs what the application throws.
    LOG.setLevel(Level.OFF);
    HttpConfiguration configuration = new HttpConfiguration();
    // Called on the thread that then calls the handler, before it does.
    configuration.addCustomizer(
        (request, headers) -> {
          Traced.look();
          return request;
        });
    Server server = new Server();
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    connector.setPort(Serving.port(args));
    server.addConnector(connector);
    server.setHandler(new Answering());
    server.start();
    Serving.untilToldToStop(connector.getLocalPort());
    server.stop();
    Traced.stop();
  }

  private static final class Answering extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = Request.getPathInContext(request);
      switch (path) {
        case "/throws" -> throw new IllegalStateException("on purpose");
        case "/fails" -> answer(response, 500, Traced.answer(), callback);
        case "/later" -> Traced.hold(() -> answer(response, 202, Traced.answer(), callback));
        case "/reads" -> {
          request.demand(() -> answer(response, 200, Traced.answer(), callback));
          Traced.hold(() -> {});
        }
        case "/go" -> {
          Traced.go();
          answer(response, 200, Traced.answer(), callback);
        }
        default -> answer(response, 200, Traced.answer(path), callback);
      }
      return true;
    }

    private static void answer(Response response, int status, String text, Callback callback) {
      response.setStatus(status);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      response.getHeaders().put("Content-Length", bytes.length);
      response.write(true, ByteBuffer.wrap(bytes), callback);
    }
  }
}
