package shop.orders;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/** The running service: one Tomcat connector and one servlet. */
public final class OrdersServer implements AutoCloseable {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger TOMCAT_LOG = Logger.getLogger("org.apache");

  private static final int CAPACITY = 1_000;

  private final Tomcat tomcat = new Tomcat();

  /**
   * Starts the service.
   *
   * @param host the address to listen on
   * @param port the port, 0 for any free one
   * @throws LifecycleException when the service cannot listen there
   */
  public OrdersServer(String host, int port) throws LifecycleException {
    TOMCAT_LOG.setLevel(Level.WARNING);
    // Tomcat wants a folder for work files, though this service never has any.
    tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "orders-service").toString());
    tomcat.setHostname(host);
    tomcat.setPort(port);
    tomcat.getConnector().setProperty("address", host);
    tomcat.getConnector().setThrowOnFailure(true);
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    // Guards against leaks of applications that come and go; this one stays.
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    context.setClearReferencesObjectStreamClassCaches(false);
    Tomcat.addServlet(context, "orders", new OrdersServlet(new OrderBook(CAPACITY)));
    context.addServletMappingDecoded("/orders/*", "orders");
    tomcat.start();
  }

  /** The port that the service listens on. */
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }
}
