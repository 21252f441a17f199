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

/**
 * Embedded Tomcat, HTTP/1.1 and HTTP/2 without TLS: answers with the trace context that came with
 * the request. {@code /away} leads to {@code /}, {@code /gone} is 404, and {@code /guarded} wants a
 * name and a password.
 */
public final class TraceSeeing {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private TraceSeeing() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "tomcat").toString());
    tomcat.setPort(Serving.port(args));
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setThrowOnFailure(true);
    tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesObjectStreamClassCaches(false);
    Tomcat.addServlet(context, "seeing", new SeeingServlet());
    context.addServletMappingDecoded("/", "seeing");
    tomcat.start();
    Serving.untilToldToStop(tomcat.getConnector().getLocalPort());
    tomcat.stop();
    tomcat.destroy();
  }

  private static final class SeeingServlet extends HttpServlet {
    @Serial private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getRequestURI();
      if (path.equals("/away")) {
        response.sendRedirect("/");
        return;
      }
      if (path.equals("/gone")) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      if (path.equals("/guarded") && request.getHeader("Authorization") == null) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"x\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return;
      }
      byte[] unused = request.getInputStream().readAllBytes();
      response.setContentType("text/plain");
      response
          .getWriter()
          .print(
              request.getMethod()
                  + " "
                  + request.getProtocol()
                  + " "
                  + request.getHeader("traceparent"));
    }
  }
}
