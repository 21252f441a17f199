package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.startup.Tomcat;

/** A servlet in Tomcat. */
final class TomcatServlets {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private TomcatServlets() {}

  static ServletContainer start(AsyncServlet servlet) throws Exception {
    LOG.setLevel(Level.OFF);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "tomcat").toString());
    org.apache.catalina.connector.Connector connector =
        new org.apache.catalina.connector.Connector("HTTP/1.1");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", Integer.toString(ServletContainer.THREADS));
    tomcat.setConnector(connector);
    Object context = tomcat.addContext("", null);
    Object wrapper = call(tomcat, "addServlet", "", "async", servlet.servlet());
    call(wrapper, "setAsyncSupported", true);
    call(context, "addServletMappingDecoded", "/*", "async");
    tomcat.start();
    return new ServletContainer(
        connector.getLocalPort(), connector.getProtocolHandler().getExecutor());
  }
}
