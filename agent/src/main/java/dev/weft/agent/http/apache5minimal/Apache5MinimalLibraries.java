package dev.weft.agent.http.apache5minimal;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into the minimal clients of Apache HttpClient 5. */
public final class Apache5MinimalLibraries {
  private static final String HERE = "dev.weft.agent.http.apache5minimal.";
  private static final String CORE = "org.apache.hc.core5.http.";
  private static final String IMPL = "org.apache.hc.client5.http.impl.";

  /** The classic one, which sends on the calling thread. */
  public static final ClientLibrary CLASSIC =
      new ClientLibrary(
          "Apache HttpClient 5 minimal",
          List.of("org.apache.hc."),
          "org.apache.hc.client5.http.impl.classic",
          List.of(
              HERE + "TraceHeader",
              HERE + "Apache5MinimalRequest",
              HERE + "Apache5MinimalExchange",
              HERE + "Apache5MinimalRequests"),
          List.of(
              LibraryClass.of(
                  IMPL + "classic.MinimalHttpClient",
                  new Weave.Inline(
                      "doExecute",
                      List.of(
                          CORE + "HttpHost",
                          CORE + "ClassicHttpRequest",
                          CORE + "protocol.HttpContext"),
                      HERE + "ClientAdvice$Classic"))));

  /**
   * The asynchronous ones, for HTTP/1.1 and for HTTP/2. From a connection lead the links that
   * {@code dev.weft.agent.http.apache5async} has woven.
   */
  public static final ClientLibrary ASYNC =
      new ClientLibrary(
          "Apache HttpClient 5 minimal async",
          List.of("org.apache.hc."),
          "org.apache.hc.client5.http.impl.async",
          List.of(
              HERE + "TraceHeader",
              HERE + "Apache5MinimalRequest",
              HERE + "Apache5MinimalExchange",
              HERE + "Apache5MinimalRequests"),
          List.of(
              async("MinimalHttpAsyncClient"),
              async("MinimalH2AsyncClient"),
              LibraryClass.of(
                  "org.apache.hc.core5.reactor.InternalDataChannel",
                  new Weave.Inline("onIOEvent", List.of("int"), HERE + "ChannelAdvice$Event"))));

  private Apache5MinimalLibraries() {}

  private static LibraryClass async(String client) {
    return LibraryClass.of(
        IMPL + "async." + client,
        new Weave.Inline(
            "execute",
            List.of(
                CORE + "nio.AsyncClientExchangeHandler",
                CORE + "nio.HandlerFactory",
                CORE + "protocol.HttpContext"),
            HERE + "ClientAdvice$Async"));
  }
}
