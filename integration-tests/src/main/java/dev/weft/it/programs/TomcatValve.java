package dev.weft.it.programs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http2.Http2Protocol;

/**
 * Embedded Tomcat that answers before any servlet does: with what it sees of each request. It names
 * no type of the servlet API, so that one class file runs on Tomcat 9, 10 and 11.
 */
public final class TomcatValve {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private TomcatValve() {}

  /** Arguments: PORT, the class name of the protocol or HTTP/1.1. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "tomcat").toString());
    org.apache.catalina.connector.Connector connector =
        new org.apache.catalina.connector.Connector(args[1]);
    connector.setPort(Serving.port(args));
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("relaxedPathChars", "\\|^[]{}<>\"`");
    connector.addUpgradeProtocol(new Http2Protocol());
    tomcat.setConnector(connector);
    tomcat.addContext("", null);
    tomcat.getEngine().getPipeline().addValve(new Seeing());
    tomcat.start();
    Serving.untilToldToStop(connector.getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class Seeing extends ValveBase {
    Seeing() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException {
      StringBuilder body = new StringBuilder();
      if (request.getContentLength() > 0) {
        char[] buffer = new char[512];
        for (int n = request.getReader().read(buffer);
            n >= 0;
            n = request.getReader().read(buffer)) {
          body.append(buffer, 0, n);
        }
      }
      response.setContentType("text/plain");
      PrintWriter out = response.getWriter();
      out.print("saw " + request.getMethod() + " [" + request.getDecodedRequestURI() + "]");
      out.print(" client-cert=" + request.getHeader("X-Forwarded-Client-Cert"));
      out.print(" query=" + request.getQueryString());
      out.print(" body=" + body);
      out.flush();
    }
  }
}
