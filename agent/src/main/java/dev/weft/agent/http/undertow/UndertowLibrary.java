package dev.weft.agent.http.undertow;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Undertow. Names only: this is read where no Undertow is.
 *
 * <p>The way from an exchange to its channel is server connection to XNIO's connection, over the
 * frames' channel in HTTP/2, and on as {@link XnioLibrary} has it. Each of them is of one
 * connection alone.
 */
public final class UndertowLibrary {
  private static final String HERE = "dev.weft.agent.http.undertow.";
  private static final String SERVER = "io.undertow.server.";
  private static final String PROTOCOL = SERVER + "protocol.";
  private static final String EXCHANGE = SERVER + "HttpServerExchange";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Undertow",
          List.of("io.undertow.", "org.xnio."),
          "io.undertow.server",
          List.of(
              HERE + "UndertowTargets",
              HERE + "UndertowRequest",
              HERE + "RefusingHandler",
              HERE + "UndertowConnection",
              HERE + "UndertowRequests"),
          List.of(
              LibraryClass.of(
                  SERVER + "Connectors",
                  inline(
                      "ConnectorsAdvice$ExecuteRootHandler",
                      "executeRootHandler",
                      SERVER + "HttpHandler",
                      EXCHANGE)),
              LibraryClass.of(
                  EXCHANGE,
                  new Weave.VerdictSlot(),
                  inline(
                      "ExchangeAdvice$Dispatch",
                      "dispatch",
                      "java.util.concurrent.Executor",
                      "java.lang.Runnable")),
              listener("http.HttpOpenListener"),
              listener("http2.Http2OpenListener"),
              listener("ajp.AjpOpenListener"),
              LibraryClass.of(SERVER + "AbstractServerConnection", new Weave.Link("channel")),
              LibraryClass.of(PROTOCOL + "http.HttpServerConnection", outOfBand()),
              LibraryClass.of(
                  PROTOCOL + "http2.Http2ServerConnection", new Weave.Link("channel"), outOfBand()),
              LibraryClass.of(PROTOCOL + "framed.AbstractFramedChannel", new Weave.Link("channel")),
              LibraryClass.of(
                  "io.undertow.protocols.ssl.UndertowSslConnection", new Weave.Link("delegate"))));

  private UndertowLibrary() {}

  private static LibraryClass listener(String name) {
    return LibraryClass.of(
        PROTOCOL + name,
        new Weave.Guard(),
        inline("ListenerAdvice$Opened", "handleEvent", "org.xnio.StreamConnection"));
  }

  private static Weave outOfBand() {
    return inline("ConnectionAdvice$OutOfBand", "sendOutOfBandResponse", EXCHANGE);
  }

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + advice);
  }
}
