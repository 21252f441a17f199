package dev.weft.agent.http.asynchttpclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into async-http-client 2.12 and 3. A {@code NettyResponseFuture} is what the
 * program asked for, made on its thread, and goes along everywhere.
 */
public final class AsyncHttpClientLibrary {
  private static final String HERE = "dev.weft.agent.http.asynchttpclient.";
  private static final String AHC = "org.asynchttpclient.";
  private static final String NETTY = AHC + "netty.";
  private static final String FUTURE = NETTY + "NettyResponseFuture";
  private static final String CHANNEL = "io.netty.channel.Channel";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "async-http-client",
          List.of(AHC, "io.netty."),
          "org.asynchttpclient.netty",
          List.of(
              "dev.weft.agent.http.nettyclient.UnsentRequest",
              HERE + "AskedRequest",
              HERE + "AskedRequests"),
          List.of(
              LibraryClass.of(
                  FUTURE,
                  new Weave.Keep(),
                  new Weave.Inline(
                      "<init>",
                      List.of(
                          AHC + "Request",
                          AHC + "AsyncHandler",
                          NETTY + "request.NettyRequest",
                          "int",
                          AHC + "channel.ChannelPoolPartitioning",
                          NETTY + "channel.ConnectionSemaphore",
                          AHC + "proxy.ProxyServer"),
                      HERE + "FutureAdvice$Made"),
                  new Weave.Inline(
                      "abort", List.of("java.lang.Throwable"), HERE + "FutureAdvice$Abort")),
              LibraryClass.of(
                  NETTY + "request.NettyRequestSender",
                  new Weave.Inline(
                      "sendNextRequest",
                      List.of(AHC + "Request", FUTURE),
                      HERE + "FutureAdvice$Next"),
                  new Weave.Inline(
                      "writeRequest", List.of(FUTURE, CHANNEL), HERE + "FutureAdvice$Write")),
              LibraryClass.of(
                  NETTY + "handler.HttpHandler",
                  new Weave.Inline(
                      "handleRead",
                      List.of(CHANNEL, FUTURE, "java.lang.Object"),
                      HERE + "FutureAdvice$Second"),
                  new Weave.Inline(
                      "handleException",
                      List.of(FUTURE, "java.lang.Throwable"),
                      HERE + "FutureAdvice$First"),
                  new Weave.Inline(
                      "handleChannelInactive", List.of(FUTURE), HERE + "FutureAdvice$First"))));

  private AsyncHttpClientLibrary() {}
}
