package dev.weft.agent.http.jettyclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into the client of Jetty 12. An {@code HttpExchange} is each request, an {@code
 * HttpConversation} all that come of what the program sent. The way from an exchange leads to a
 * channel, for HTTP/1.1 also through TLS.
 */
public final class JettyClientLibrary {
  private static final String HERE = "dev.weft.agent.http.jettyclient.";
  private static final String TRANSPORT = "org.eclipse.jetty.client.transport.";
  private static final String IO = "org.eclipse.jetty.io.";
  private static final String EXCHANGE = TRANSPORT + "HttpExchange";
  private static final String HTTP2 = "org.eclipse.jetty.http2.";
  private static final String HTTP2_CHANNEL =
      HTTP2 + "client.transport.internal.HttpChannelOverHTTP2";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Jetty HttpClient",
          List.of("org.eclipse.jetty."),
          "org.eclipse.jetty.client.transport",
          EXCHANGE,
          List.of(
              HERE + "JettyClientHeader",
              HERE + "JettyClientRequest",
              HERE + "JettyClientRequests"),
          List.of(
              LibraryClass.of(TRANSPORT + "HttpConversation", new Weave.Keep()),
              LibraryClass.of(
                  EXCHANGE,
                  new Weave.Keep(),
                  new Weave.Link("_channel"),
                  inline(
                      "Made",
                      "<init>",
                      TRANSPORT + "HttpDestination",
                      TRANSPORT + "HttpRequest",
                      TRANSPORT + "ResponseListeners"),
                  inline("Failed", "notifyFailureComplete", "java.lang.Throwable"),
                  inline("Terminated", "terminateResponse")),
              LibraryClass.of(
                  TRANSPORT + "HttpReceiver", inline("Answered", "responseHeaders", EXCHANGE)),
              LibraryClass.of(
                  TRANSPORT + "internal.HttpChannelOverHTTP", new Weave.Link("connection")),
              LibraryClass.of(IO + "AbstractConnection", new Weave.Link("_endPoint")),
              LibraryClass.of(IO + "ssl.SslConnection$SslEndPoint", new Weave.Link("this$0")),
              LibraryClass.of(IO + "SelectableChannelEndPoint", new Weave.Link("_channel"))));

  /** Its transport for HTTP/2, which is in a jar of its own: only who is at the other end. */
  public static final ClientLibrary HTTP2_TRANSPORT =
      new ClientLibrary(
          "Jetty HttpClient, HTTP/2",
          List.of(HTTP2),
          HTTP2 + "client.transport.internal",
          HTTP2_CHANNEL,
          List.of(),
          List.of(
              LibraryClass.of(HTTP2_CHANNEL, new Weave.Link("session")),
              LibraryClass.of(HTTP2 + "HTTP2Session", new Weave.Link("endPoint"))));

  private JettyClientLibrary() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + "ExchangeAdvice$" + advice);
  }
}
