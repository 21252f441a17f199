package dev.weft.agent.http.jdkserver;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into the module {@code jdk.httpserver}. The way from an exchange to its channel is
 * {@code ExchangeImpl} to {@code HttpConnection}, of which there is one for each connection.
 */
public final class JdkServerLibrary {
  private static final String HERE = "dev.weft.agent.http.jdkserver.";
  private static final String IMPL = "sun.net.httpserver.";
  private static final String API = "com.sun.net.httpserver.";
  private static final String CHANNEL = "java.nio.channels.SocketChannel";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "JDK HttpServer",
          List.of(IMPL, API),
          "sun.net.httpserver",
          List.of(HERE + "JdkRequest", HERE + "JdkAnswers", HERE + "JdkRequests"),
          List.of(
              LibraryClass.of(
                  IMPL + "HttpConnection",
                  new Weave.Guard(),
                  new Weave.Link("chan"),
                  new Weave.VerdictSlot(),
                  inline("ConnectionAdvice$SetChannel", "setChannel", CHANNEL),
                  inline("ConnectionAdvice$Close", "close")),
              LibraryClass.of(IMPL + "Request", new Weave.Link("hdrs")),
              LibraryClass.of(
                  IMPL + "ExchangeImpl",
                  new Weave.VerdictSlot(),
                  // From an exchange nothing leads on but its answer's status.
                  new Weave.Link("rcode"),
                  inline(
                      "ExchangeAdvice$Made",
                      "<init>",
                      "java.lang.String",
                      "java.net.URI",
                      IMPL + "Request",
                      "long",
                      IMPL + "HttpConnection")),
              LibraryClass.of(
                  IMPL + "ServerImpl$Exchange",
                  inline(
                      "ExchangeAdvice$SendReply",
                      "sendReply",
                      "int",
                      "boolean",
                      "java.lang.String")),
              LibraryClass.of(IMPL + "Event", new Weave.Link("exchange")),
              LibraryClass.of(
                  IMPL + "ServerImpl", inline("ServerAdvice$AddEvent", "addEvent", IMPL + "Event")),
              LibraryClass.of(IMPL + "HttpExchangeImpl", new Weave.Link("impl")),
              LibraryClass.of(IMPL + "HttpsExchangeImpl", new Weave.Link("impl")),
              LibraryClass.of(
                  API + "Filter$Chain",
                  inline("ChainAdvice$DoFilter", "doFilter", API + "HttpExchange"))));

  private JdkServerLibrary() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + advice);
  }
}
