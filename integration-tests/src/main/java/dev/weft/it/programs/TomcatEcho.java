package dev.weft.it.programs;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/** Embedded Tomcat, HTTP/1.1 and HTTP/2 without TLS: answers with the body of the request. */
public final class TomcatEcho {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private TomcatEcho() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "tomcat").toString());
    tomcat.setPort(Serving.port(args));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setThrowOnFailure(true);
    tomcat.getConnector().addUpgradeProtocol(http2());
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    // Guards against leaks of applications that come and go; they warn on stderr.
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesObjectStreamClassCaches(false);
    Tomcat.addServlet(context, "echo", new EchoServlet());
    context.addServletMappingDecoded("/echo", "echo");
    tomcat.start();
    Serving.untilToldToStop(tomcat.getConnector().getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  private static Http2Protocol http2() {
    Http2Protocol http2 = new Http2Protocol();
    // Off, since it takes a client that happens to send small frames for an attacker.
    http2.setOverheadCountFactor(0);
    http2.setOverheadDataThreshold(0);
    http2.setOverheadWindowUpdateThreshold(0);
    return http2;
  }

  private static final class EchoServlet extends HttpServlet {
    @Serial private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getInputStream().readAllBytes();
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
