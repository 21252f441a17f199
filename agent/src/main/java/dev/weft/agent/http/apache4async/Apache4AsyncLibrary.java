package dev.weft.agent.http.apache4async;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Apache HttpAsyncClient 4.1: {@code MainClientExec}, which makes the head of
 * each request and sees that of its answer, and the handler that each call of the program has; the
 * minimal client's handler does both itself. The way from the handler leads to a channel.
 */
public final class Apache4AsyncLibrary {
  private static final String HERE = "dev.weft.agent.http.apache4async.";
  private static final String CORE = "org.apache.http.";
  private static final String CLIENT = CORE + "impl.nio.client.";
  private static final String HANDLER = CLIENT + "AbstractClientExchangeHandler";
  private static final String STATE = CLIENT + "InternalState";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Apache HttpAsyncClient 4",
          List.of(CORE),
          "org.apache.http.impl.nio.client",
          CLIENT + "MainClientExec",
          List.of(
              HERE + "Apache4AsyncCall",
              "dev.weft.agent.http.apache4.Apache4Request",
              HERE + "Apache4AsyncRequest",
              HERE + "Apache4AsyncRequests"),
          List.of(
              LibraryClass.of(
                  CLIENT + "MainClientExec",
                  inline("ExecAdvice$Generated", "generateRequest", STATE, HANDLER),
                  inline(
                      "ExecAdvice$Received",
                      "responseReceived",
                      CORE + "HttpResponse",
                      STATE,
                      HANDLER)),
              LibraryClass.of(
                  HANDLER,
                  new Weave.Link("managedConnRef"),
                  inline("HandlerAdvice$Connecting", "requestConnection")),
              LibraryClass.of(
                  CLIENT + "DefaultClientExchangeHandlerImpl",
                  new Weave.Keep(),
                  inline("HandlerAdvice$Started", "start"),
                  inline("HandlerAdvice$Failed", "executionFailed", "java.lang.Exception"),
                  inline("HandlerAdvice$Cancelled", "executionCancelled"),
                  inline("HandlerAdvice$Released", "releaseResources")),
              LibraryClass.of(
                  CLIENT + "MinimalClientExchangeHandlerImpl",
                  new Weave.Keep(),
                  inline("HandlerAdvice$Started", "start"),
                  inline("HandlerAdvice$Generated", "generateRequest"),
                  inline("HandlerAdvice$Received", "responseReceived", CORE + "HttpResponse"),
                  inline("HandlerAdvice$Failed", "executionFailed", "java.lang.Exception"),
                  inline("HandlerAdvice$Cancelled", "executionCancelled"),
                  inline("HandlerAdvice$Released", "releaseResources")),
              LibraryClass.of(CORE + "impl.nio.conn.CPoolProxy", new Weave.Link("poolEntry")),
              LibraryClass.of(CORE + "pool.PoolEntry", new Weave.Link("conn")),
              LibraryClass.of(
                  CORE + "impl.nio.conn.ManagedNHttpClientConnectionImpl",
                  new Weave.Link("original")),
              LibraryClass.of(CORE + "nio.reactor.ssl.SSLIOSession", new Weave.Link("session")),
              LibraryClass.of(CORE + "impl.nio.reactor.IOSessionImpl", new Weave.Link("channel"))));

  private Apache4AsyncLibrary() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + advice);
  }
}
