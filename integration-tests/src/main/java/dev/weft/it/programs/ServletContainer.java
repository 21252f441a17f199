package dev.weft.it.programs;

import java.util.concurrent.Executor;

/**
 * A container that runs one servlet, on any free port. Each kind is started by a class of its own,
 * which is loaded where its library is.
 *
 * @param port where it listens
 * @param pool the threads that the servlet is called on
 */
record ServletContainer(int port, Executor pool) {
  static final int THREADS = 16;

  /**
   * Starts one.
   *
   * @param kind {@code tomcat}, {@code undertow}, {@code earlier-jetty}, or an environment of Jetty
   *     12 as {@code ee10}
   */
  static ServletContainer start(String kind, AsyncServlet servlet) throws Exception {
    return switch (kind) {
      case "tomcat" -> TomcatServlets.start(servlet);
      case "undertow" -> UndertowServlets.start(servlet);
      case "earlier-jetty" -> earlierJetty(servlet);
      default -> JettyServlets.start("org.eclipse.jetty." + kind, servlet);
    };
  }

  private static ServletContainer earlierJetty(AsyncServlet servlet) throws Exception {
    EarlierJetty server =
        EarlierJetty.startInContext(
            (target, request, response) -> servlet.service(request, response));
    return new ServletContainer(server.port(), server.pool());
  }
}
