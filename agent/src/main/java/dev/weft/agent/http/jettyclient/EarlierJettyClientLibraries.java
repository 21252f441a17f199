package dev.weft.agent.http.jettyclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into the clients of Jetty 9.4 to 11. Links lead from an exchange to its connection,
 * or to a session's end point, and Jetty's own methods from there to the channel.
 */
public final class EarlierJettyClientLibraries {
  private static final String HERE = "dev.weft.agent.http.jettyclient9.";
  private static final String CLIENT = "org.eclipse.jetty.client.";
  private static final String HTTP2 = "org.eclipse.jetty.http2.";
  private static final String EXCHANGE = CLIENT + "HttpExchange";
  private static final String HTTP2_CHANNEL = HTTP2 + "client.http.HttpChannelOverHTTP2";

  /** The client. Its mark is in older ones too, so that they are reported as unfit. */
  public static final ClientLibrary CLIENTS =
      new ClientLibrary(
          "Jetty HttpClient before 12",
          List.of("org.eclipse.jetty."),
          "org.eclipse.jetty.client",
          EXCHANGE,
          List.of(HERE + "JettyClient9Request", HERE + "JettyClient9Requests"),
          List.of(
              LibraryClass.of(CLIENT + "HttpConversation", new Weave.Keep()),
              LibraryClass.of(
                  EXCHANGE,
                  new Weave.Keep(),
                  new Weave.Link("_channel"),
                  inline(
                      "Made",
                      "<init>",
                      CLIENT + "HttpDestination",
                      CLIENT + "HttpRequest",
                      "java.util.List"),
                  inline("Failed", "notifyFailureComplete", "java.lang.Throwable"),
                  inline("Terminated", "terminateResponse")),
              LibraryClass.of(
                  CLIENT + "HttpReceiver", inline("Answered", "responseHeaders", EXCHANGE)),
              LibraryClass.of(CLIENT + "http.HttpChannelOverHTTP", new Weave.Link("connection"))));

  /** Its transport for HTTP/2, which is in a jar of its own: only who is at the other end. */
  public static final ClientLibrary HTTP2_TRANSPORT =
      new ClientLibrary(
          "Jetty HttpClient before 12, HTTP/2",
          List.of(HTTP2),
          "org.eclipse.jetty.http2.client.http",
          HTTP2_CHANNEL,
          List.of(),
          List.of(
              LibraryClass.of(HTTP2_CHANNEL, new Weave.Link("session")),
              LibraryClass.of(HTTP2 + "HTTP2Session", new Weave.Link("endPoint"))));

  private EarlierJettyClientLibraries() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + "ExchangeAdvice$" + advice);
  }
}
