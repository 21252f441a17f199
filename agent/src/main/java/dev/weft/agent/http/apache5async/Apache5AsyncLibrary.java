package dev.weft.agent.http.apache5async;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Apache HttpClient 5's asynchronous client: {@code AsyncConnectExec}, which
 * each request passes before it has a connection, and for HTTP/2 alone {@code
 * H2AsyncMainClientExec}. The way from an {@code AsyncExecRuntime}, of which each call of the
 * program has one, leads to a channel.
 */
public final class Apache5AsyncLibrary {
  private static final String HERE = "dev.weft.agent.http.apache5async.";
  private static final String CORE = "org.apache.hc.core5.";
  private static final String CLIENT = "org.apache.hc.client5.http.";
  private static final String ASYNC = CLIENT + "impl.async.";
  private static final String CHAIN = CLIENT + "async.AsyncExecChain";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Apache HttpClient 5 async",
          List.of("org.apache.hc."),
          "org.apache.hc.client5.http.impl.async",
          ASYNC + "AsyncConnectExec",
          List.of(
              "dev.weft.agent.http.apache5.Apache5Request",
              HERE + "Apache5AsyncRequest",
              HERE + "Apache5AsyncAnswer",
              HERE + "Apache5AsyncRequests"),
          List.of(
              LibraryClass.of(
                  ASYNC + "AsyncConnectExec",
                  new Weave.Inline(
                      "execute",
                      List.of(
                          CORE + "http.HttpRequest",
                          CORE + "http.nio.AsyncEntityProducer",
                          CHAIN + "$Scope",
                          CHAIN,
                          CLIENT + "async.AsyncExecCallback"),
                      HERE + "ExecAdvice$Execute")),
              LibraryClass.of(
                  ASYNC + "InternalHttpAsyncExecRuntime",
                  new Weave.Keep(),
                  new Weave.Link("endpointRef")),
              LibraryClass.of(
                  CLIENT
                      + "impl.nio.PoolingAsyncClientConnectionManager$InternalConnectionEndpoint",
                  new Weave.Link("poolEntryRef")),
              LibraryClass.of(CORE + "pool.PoolEntry", new Weave.Link("connRef")),
              LibraryClass.of(
                  CLIENT + "impl.nio.DefaultManagedAsyncClientConnection",
                  new Weave.Link("ioSession")),
              LibraryClass.of(
                  ASYNC + "InternalH2AsyncExecRuntime",
                  new Weave.Keep(),
                  new Weave.Link("sessionRef")),
              LibraryClass.of(
                  ASYNC + "InternalH2AsyncExecRuntime$Endpoint", new Weave.Link("session")),
              // Around a session where the client logs at DEBUG.
              LibraryClass.of(ASYNC + "LoggingIOSession", new Weave.Link("session")),
              LibraryClass.of(CORE + "reactor.InternalDataChannel", new Weave.Link("ioSession")),
              LibraryClass.of(CORE + "reactor.IOSessionImpl", new Weave.Link("channel"))));

  private Apache5AsyncLibrary() {}
}
