package dev.weft.it.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http2.Http2Protocol;

/**
 * Embedded Tomcat, as {@link Traced} says. It names no type of the servlet API, so that one class
 * file runs on Tomcat 9, 10 and 11.
 */
public final class TracedTomcat {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private TracedTomcat() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    // It logs what the application throws.
    LOG.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "tomcat").toString());
    org.apache.catalina.connector.Connector connector =
        new org.apache.catalina.connector.Connector("HTTP/1.1");
    connector.setPort(Serving.port(args));
    connector.setProperty("address", "127.0.0.1");
    connector.getProtocolHandler().setExecutor(Traced.workers());
    connector.addUpgradeProtocol(new Http2Protocol());
    tomcat.setConnector(connector);
    tomcat.addContext("", null);
    tomcat.getEngine().getPipeline().addValve(new Answering());
    tomcat.start();
    Serving.untilToldToStop(connector.getLocalPort());
    tomcat.stop();
    tomcat.destroy();
    Traced.stop();
  }

  private static final class Answering extends ValveBase {
    Answering() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException {
      switch (request.getDecodedRequestURI()) {
        case "/throws" -> throw new IllegalStateException("on purpose");
        case "/fails" -> answer(response, 500, Traced.answer());
        case "/later" -> {
          Object later = call(request, "startAsync");
          Traced.hold(
              () -> {
                answer(response, 202, Traced.answer());
                Object unused = call(later, "complete");
              });
        }
        case "/go" -> {
          Traced.go();
          answer(response, 200, Traced.answer());
        }
        default -> answer(response, 200, Traced.answer(request.getDecodedRequestURI()));
      }
    }

    private static void answer(Response response, int status, String text) {
      try {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.getWriter().print(text);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static Object call(Object on, String method) {
      try {
        return on.getClass().getMethod(method).invoke(on);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(method, e);
      }
    }
  }
}
