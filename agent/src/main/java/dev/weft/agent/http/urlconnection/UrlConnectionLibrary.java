package dev.weft.agent.http.urlconnection;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into {@code sun.net.www.protocol.http} and {@code .https}. The way from a
 * connection to its socket is {@code HttpURLConnection} to {@code HttpClient}, a {@code
 * NetworkClient}.
 */
public final class UrlConnectionLibrary {
  private static final String HERE = "dev.weft.agent.http.urlconnection.";
  private static final String PROTOCOL = "sun.net.www.protocol.";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "HttpURLConnection",
          List.of("sun.net."),
          "sun.net.www.protocol.http",
          List.of(HERE + "UrlRequest", HERE + "UrlRequests"),
          List.of(
              LibraryClass.of(
                  PROTOCOL + "http.HttpURLConnection",
                  new Weave.Keep(),
                  new Weave.Link("http"),
                  inline("Connect", "connect"),
                  inline("Output", "getOutputStream"),
                  inline("Input", "getInputStream")),
              LibraryClass.of(
                  PROTOCOL + "https.AbstractDelegateHttpsURLConnection",
                  inline("Connect", "connect")),
              LibraryClass.of("sun.net.NetworkClient", new Weave.Link("serverSocket"))));

  private UrlConnectionLibrary() {}

  private static Weave inline(String advice, String method) {
    return new Weave.Inline(method, List.of(), HERE + "ConnectionAdvice$" + advice);
  }
}
