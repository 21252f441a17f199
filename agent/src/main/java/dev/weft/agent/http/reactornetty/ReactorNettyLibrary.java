package dev.weft.agent.http.reactornetty;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into reactor-netty, from 1.0 on. An {@code HttpClientHandler} is one subscription,
 * {@code HttpClientOperations} each request that comes of it.
 */
public final class ReactorNettyLibrary {
  private static final String HERE = "dev.weft.agent.http.reactornetty.";
  private static final String CLIENT = "reactor.netty.http.client.";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "reactor-netty",
          List.of("reactor.netty.", "io.netty."),
          "reactor.netty.http.client",
          List.of(
              "dev.weft.agent.http.nettyclient.UnsentRequest",
              HERE + "Subscription",
              HERE + "ReactorRequests"),
          List.of(
              LibraryClass.of(
                  CLIENT + "HttpClientConnect$HttpClientHandler",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "<init>", List.of(CLIENT + "HttpClientConfig"), HERE + "HandlerAdvice$Made"),
                  new Weave.Inline(
                      "requestWithBody",
                      List.of(CLIENT + "HttpClientOperations"),
                      HERE + "HandlerAdvice$Send"),
                  new Weave.Inline(
                      "redirect", List.of("java.lang.String"), HERE + "HandlerAdvice$Redirect"),
                  new Weave.Inline(
                      "test", List.of("java.lang.Throwable"), HERE + "HandlerAdvice$Failed")),
              LibraryClass.of(
                  CLIENT + "HttpClientConnect$HttpIOHandlerObserver",
                  new Weave.Inline(
                      "onStateChange",
                      List.of("reactor.netty.Connection", "reactor.netty.ConnectionObserver$State"),
                      HERE + "ObserverAdvice$Changed")),
              LibraryClass.of(
                  CLIENT + "HttpClientOperations",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "onInboundNext",
                      List.of("io.netty.channel.ChannelHandlerContext", "java.lang.Object"),
                      HERE + "OperationsAdvice$Received"),
                  new Weave.Inline(
                      "onInboundClose", List.of(), HERE + "OperationsAdvice$Received"))));

  private ReactorNettyLibrary() {}
}
