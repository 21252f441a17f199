package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;
import static dev.weft.it.programs.Calls.make;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A servlet in an environment of Jetty 12; in those before Jakarta EE 10, a handler. */
final class JettyServlets {
  private JettyServlets() {}

  /** {@code environment} is its package. */
  static ServletContainer start(String environment, AsyncServlet servlet) throws Exception {
    boolean nested = environment.endsWith("ee8") || environment.endsWith("ee9");
    Object handler =
        nested
            ? nested(environment + ".nested.", servlet)
            : servlets(environment + ".servlet.", servlet);
    QueuedThreadPool pool = new QueuedThreadPool(ServletContainer.THREADS);
    Server server = new Server(pool);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler((Handler) handler);
    server.start();
    return new ServletContainer(connector.getLocalPort(), pool);
  }

  private static Object servlets(String home, AsyncServlet servlet) throws Exception {
    Object holder = make(Class.forName(home + "ServletHolder"), servlet.servlet());
    call(holder, "setAsyncSupported", true);
    Object context = make(Class.forName(home + "ServletContextHandler"));
    call(context, "setContextPath", "/");
    call(context, "addServlet", holder, "/*");
    return context;
  }

  private static Object nested(String home, AsyncServlet servlet) throws Exception {
    Object context = make(Class.forName(home + "ContextHandler"));
    call(context, "setContextPath", "/");
    call(
        context,
        "setHandler",
        EarlierJetty.handler(
            home + "Handler", (target, request, response) -> servlet.service(request, response)));
    return call(context, "getCoreContextHandler");
  }
}
