package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;
import static dev.weft.it.programs.Calls.make;

import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;

/**
 * A server of Jetty 9.4 to 11 with HTTP/1.1 and, where its library is there, HTTP/2. It names no
 * type of Jetty, whose class files differ between releases, nor of the servlet API.
 */
final class EarlierJetty {
  private static final String JETTY = "org.eclipse.jetty.";

  private final Object server;
  private final Object connector;

  private EarlierJetty(Object server, Object connector) {
    this.server = server;
    this.connector = connector;
  }

  /** Answers requests. */
  interface Answering {
    /**
     * Answers one.
     *
     * @param target the decoded path
     * @param request of Jetty and of the servlet API
     * @param response of Jetty and of the servlet API
     */
    void handle(String target, Object request, Object response) throws Throwable;
  }

  /** Starts one. {@code before} is run on the thread that then handles the request. */
  static EarlierJetty start(int port, Runnable before, Answering answering)
      throws ReflectiveOperationException {
    return start(port, before, handler(JETTY + "server.Handler", answering));
  }

  /** Starts one whose requests have a context of the servlet API. */
  static EarlierJetty startInContext(Answering answering) throws ReflectiveOperationException {
    Object context = make(Class.forName(JETTY + "server.handler.ContextHandler"));
    call(context, "setContextPath", "/");
    call(context, "setHandler", handler(JETTY + "server.Handler", answering));
    return start(0, () -> {}, context);
  }

  private static EarlierJetty start(int port, Runnable before, Object handler)
      throws ReflectiveOperationException {
    Object configuration = make(Class.forName(JETTY + "server.HttpConfiguration"));
    beUncritical(configuration);
    Class<?> customizer = Class.forName(JETTY + "server.HttpConfiguration$Customizer");
    call(
        configuration,
        "addCustomizer",
        Proxy.newProxyInstance(
            customizer.getClassLoader(),
            new Class<?>[] {customizer},
            (proxy, method, arguments) -> {
              before.run();
              return null;
            }));
    Object server = make(Class.forName(JETTY + "server.Server"));
    Object factories = factories(configuration);
    Object connector = make(Class.forName(JETTY + "server.ServerConnector"), server, factories);
    call(connector, "setHost", "127.0.0.1");
    call(connector, "setPort", port);
    call(server, "addConnector", connector);
    call(server, "setHandler", handler);
    call(server, "start");
    return new EarlierJetty(server, connector);
  }

  int port() throws ReflectiveOperationException {
    return (int) call(connector, "getLocalPort");
  }

  /** What its requests are handled on. */
  Executor pool() throws ReflectiveOperationException {
    return (Executor) call(server, "getThreadPool");
  }

  void stop() throws ReflectiveOperationException {
    call(server, "stop");
  }

  /** None of Jetty's own refusals of odd paths. Before 10 there are none to be switched off. */
  private static void beUncritical(Object configuration) throws ReflectiveOperationException {
    try {
      Class<?> compliance = Class.forName(JETTY + "http.UriCompliance");
      call(configuration, "setUriCompliance", compliance.getField("UNSAFE").get(null));
    } catch (ClassNotFoundException e) {
      // As said.
    }
  }

  private static Object factories(Object configuration) throws ReflectiveOperationException {
    Object http = make(Class.forName(JETTY + "server.HttpConnectionFactory"), configuration);
    Class<?> h2c;
    try {
      h2c = Class.forName(JETTY + "http2.server.HTTP2CServerConnectionFactory");
    } catch (ClassNotFoundException e) {
      return array(http);
    }
    return array(http, make(h2c, configuration));
  }

  private static Object array(Object... factories) throws ReflectiveOperationException {
    Class<?> type = Class.forName(JETTY + "server.ConnectionFactory");
    Object array = Array.newInstance(type, factories.length);
    for (int i = 0; i < factories.length; i++) {
      Array.set(array, i, factories[i]);
    }
    return array;
  }

  /** A handler of the type {@code name}, which has the same methods in several releases. */
  static Object handler(String name, Answering answering) throws ReflectiveOperationException {
    Class<?> type = Class.forName(name);
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                Object request = arguments[1];
                call(request, "setHandled", true);
                Object response = call(request, "getResponse");
                answering.handle((String) arguments[0], request, response);
                yield null;
              }
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == arguments[0];
              case "toString" -> "handler";
              // To the server it runs already, and is never to be stopped.
              case "isRunning", "isStarted" -> true;
              default -> method.getReturnType() == boolean.class ? false : null;
            });
  }
}
