package dev.weft.agent.http.jdkclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into the module {@code java.net.http}. A {@code MultiExchange} is what the program
 * sent, an {@code Exchange} each request that comes of it; the way from there leads to a channel.
 */
public final class JdkClientLibrary {
  private static final String HERE = "dev.weft.agent.http.jdkclient.";
  private static final String IMPL = "jdk.internal.net.http.";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "JDK HttpClient",
          List.of(IMPL),
          "jdk.internal.net.http",
          List.of(HERE + "JdkClientRequest", HERE + "JdkClientAnswer", HERE + "JdkClientRequests"),
          List.of(
              LibraryClass.of(
                  IMPL + "MultiExchange",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "responseAsync",
                      List.of("java.util.concurrent.Executor"),
                      HERE + "ExchangeAdvice$Sent")),
              LibraryClass.of(
                  IMPL + "Exchange",
                  new Weave.Link("exchImpl"),
                  new Weave.Inline("responseAsync", List.of(), HERE + "ExchangeAdvice$Attempted")),
              LibraryClass.of(IMPL + "Response", new Weave.Status("statusCode")),
              LibraryClass.of(IMPL + "Http1Exchange", new Weave.Link("connection")),
              LibraryClass.of(IMPL + "Stream", new Weave.Link("connection")),
              LibraryClass.of(IMPL + "Http2Connection", new Weave.Link("connection")),
              LibraryClass.of(IMPL + "PlainHttpConnection", new Weave.Link("chan")),
              LibraryClass.of(IMPL + "AsyncSSLConnection", new Weave.Link("plainConnection"))));

  private JdkClientLibrary() {}
}
