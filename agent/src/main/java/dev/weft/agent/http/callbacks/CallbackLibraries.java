package dev.weft.agent.http.callbacks;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Tomcat, Jetty before 12 and Undertow; Jetty 12's are {@link
 * JettyCallbackLibraries}. Names only: this is read where none of them is.
 */
public final class CallbackLibraries {
  private static final String ADVICE = "dev.weft.agent.http.callbacks.CallbackAdvice$";

  /** Tomcat's: {@code AsyncContextImpl} to Catalina's request to Coyote's, which is judged. */
  public static final ClientLibrary TOMCAT = tomcat();

  /** Jetty's before 12: {@code AsyncContextState} to the channel, and on as the server's do. */
  public static final ClientLibrary EARLIER_JETTY = earlierJetty();

  /** Those of Undertow's core: the sender to its exchange. */
  public static final ClientLibrary UNDERTOW = undertow();

  /** Listeners of an exchange's channels, which lead to it. */
  public static final ClientLibrary UNDERTOW_CHANNELS = undertowChannels();

  /** Where XNIO calls listeners, those of an exchange's channels too. */
  public static final ClientLibrary XNIO_LISTENERS = xnioListeners();

  /** Those of Undertow's servlets: everything leads to the exchange. */
  public static final ClientLibrary UNDERTOW_SERVLETS = undertowServlets();

  private CallbackLibraries() {}

  private static ClientLibrary tomcat() {
    String catalina = "org.apache.catalina.";
    return new ClientLibrary(
        "Tomcat callbacks",
        List.of(catalina, "org.apache.coyote.", "org.apache.tomcat."),
        catalina + "core",
        List.of(),
        List.of(
            LibraryClass.of(
                catalina + "core.AsyncContextImpl",
                new Weave.Link("request"),
                inline("Start", "start", "java.lang.Runnable"),
                inline("Own", "fireOnComplete")),
            LibraryClass.of(catalina + "connector.Request", new Weave.Link("coyoteRequest"))));
  }

  private static ClientLibrary earlierJetty() {
    String server = "org.eclipse.jetty.server.";
    return new ClientLibrary(
        "Jetty callbacks",
        // Other than the server's, beside which it is woven: of equal ones there is one release.
        List.of("org.eclipse.jetty.", "org.eclipse.jetty.server."),
        "org.eclipse.jetty.server",
        server + "AsyncContextState",
        List.of(),
        List.of(
            LibraryClass.of(
                server + "AsyncContextState",
                new Weave.Link("_channel"),
                inline("Start", "start", "java.lang.Runnable")),
            LibraryClass.of(
                server + "HttpChannelState",
                inline(
                    "Own", "runInContext", server + "AsyncContextEvent", "java.lang.Runnable"))));
  }

  private static ClientLibrary undertow() {
    return new ClientLibrary(
        "Undertow callbacks",
        List.of("io.undertow.", "org.xnio."),
        "io.undertow.io",
        List.of(),
        List.of(
            LibraryClass.of(
                "io.undertow.io.AsyncSenderImpl",
                new Weave.Link("exchange"),
                inline("Own", "invokeOnComplete"),
                inline(
                    "Own",
                    "invokeOnException",
                    "io.undertow.io.IoCallback",
                    "java.io.IOException"))));
  }

  private static ClientLibrary undertowChannels() {
    String exchange = "io.undertow.server.HttpServerExchange";
    return new ClientLibrary(
        "Undertow channels",
        List.of("io.undertow.", "org.xnio."),
        "io.undertow.server",
        List.of(),
        List.of(
            LibraryClass.of(exchange + "$ReadDispatchChannel", new Weave.Link("this$0")),
            LibraryClass.of(exchange + "$WriteDispatchChannel", new Weave.Link("this$0"))));
  }

  private static ClientLibrary xnioListeners() {
    return new ClientLibrary(
        "XNIO listeners",
        List.of("org.xnio."),
        "org.xnio",
        List.of(),
        List.of(
            LibraryClass.of(
                "org.xnio.ChannelListeners",
                inline(
                    "Given",
                    "invokeChannelListener",
                    "java.nio.channels.Channel",
                    "org.xnio.ChannelListener"))));
  }

  private static ClientLibrary undertowServlets() {
    String servlet = "io.undertow.servlet.";
    String spec = servlet + "spec.";
    String exchange = "io.undertow.server.HttpServerExchange";
    return new ClientLibrary(
        "Undertow servlet callbacks",
        List.of("io.undertow.", "org.xnio."),
        "io.undertow.servlet.spec",
        spec + "AsyncContextImpl",
        List.of(),
        List.of(
            LibraryClass.of(
                spec + "ServletContextImpl",
                inline("Given", "invokeRunnable", exchange, "java.lang.Runnable")),
            LibraryClass.of(
                spec + "AsyncContextImpl",
                new Weave.Link("exchange"),
                inline("Own", "onAsyncComplete"),
                inline("Own", "onAsyncTimeout"),
                inline("Own", "onAsyncError", "java.lang.Throwable")),
            LibraryClass.of(
                servlet + "handlers.ServletRequestContext", new Weave.Link("originalRequest")),
            LibraryClass.of(
                spec + "ServletOutputStreamImpl", new Weave.Link("servletRequestContext")),
            LibraryClass.of(
                spec + "ServletOutputStreamImpl$WriteChannelListener",
                new Weave.Link("this$0"),
                inline("Own", "handleEvent", "org.xnio.channels.StreamSinkChannel")),
            LibraryClass.of(spec + "HttpServletRequestImpl", new Weave.Link("exchange")),
            LibraryClass.of(spec + "ServletInputStreamImpl", new Weave.Link("request")),
            LibraryClass.of(
                spec + "ServletInputStreamImpl$ServletInputStreamChannelListener",
                new Weave.Link("this$0"),
                inline("Own", "handleEvent", "org.xnio.channels.StreamSourceChannel"))));
  }

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), ADVICE + advice);
  }
}
