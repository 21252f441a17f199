package dev.weft.it.programs;

import static dev.weft.it.programs.Calls.call;
import static dev.weft.it.programs.Calls.make;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;

/** A servlet in Undertow. */
final class UndertowServlets {
  private UndertowServlets() {}

  static ServletContainer start(AsyncServlet servlet) throws Exception {
    String api = "io.undertow.servlet.";
    Object instance = servlet.servlet();
    Object info =
        make(
            Class.forName(api + "api.ServletInfo"),
            "async",
            instance.getClass(),
            make(Class.forName(api + "util.ImmediateInstanceFactory"), instance));
    call(info, "setAsyncSupported", true);
    call(info, "addMapping", "/*");
    Class<?> servlets = Class.forName(api + "Servlets");
    Object deployment = servlets.getMethod("deployment").invoke(null);
    call(deployment, "setClassLoader", UndertowServlets.class.getClassLoader());
    call(deployment, "setContextPath", "/");
    call(deployment, "setDeploymentName", "async");
    call(deployment, "addServlet", info);
    Object container = servlets.getMethod("defaultContainer").invoke(null);
    Object manager = call(container, "addDeployment", deployment);
    call(manager, "deploy");
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setWorkerThreads(ServletContainer.THREADS)
            .setHandler((HttpHandler) call(manager, "start"))
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return new ServletContainer(address.getPort(), server.getWorker());
  }
}
