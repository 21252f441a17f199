package dev.weft.it.programs;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** Vert.x's client, from threads that are none of its own: prints how each request went. */
public final class VertxClients {
  /** Vert.x 5 has futures alone. */
  private static final boolean TAKES_HANDLERS =
      Arrays.stream(HttpClient.class.getMethods())
          .anyMatch(it -> Arrays.asList(it.getParameterTypes()).contains(Handler.class));

  private final HttpClient client;
  private final int port;

  private VertxClients(HttpClient client, int port) {
    this.client = client;
    this.port = port;
  }

  /** Arguments: PORT, and that of a server with TLS. */
  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    VertxClients clients = new VertxClients(client(vertx), Integer.parseInt(args[0]));
    Callers.awaitTracing(clients::ask);
    Callers.say("get", 1, clients::ask, "GET", "/");
    Callers.say("post", 2, clients::ask, "POST", "/");
    Callers.say("gone", 4, clients::ask, "GET", "/gone");
    Future<String> chained =
        Callers.under(5, () -> clients.send("GET", "/").compose(first -> clients.send("GET", "/")));
    System.out.println("chain " + chained.toCompletionStage().toCompletableFuture().get());
    RequestOptions secured =
        new RequestOptions().setSsl(true).setHost("127.0.0.1").setPort(Integer.parseInt(args[1]));
    Callers.say("secured", 11, (method, path) -> clients.ask(secured.setURI(path)), "GET", "/");
    int closed = Callers.closedPort();
    Callers.fail("refused", 9, new VertxClients(clients.client, closed)::ask);
    RequestOptions unknown = new RequestOptions().setHost(Callers.NOWHERE).setPort(80);
    Callers.fail("unknown", 10, (method, path) -> clients.ask(unknown.setURI(path)));
    if (TAKES_HANDLERS) {
      Callers.say("handled", 12, clients::askWithHandler, "GET", "/");
      Callers.fail("handled-refused", 13, new VertxClients(clients.client, closed)::askWithHandler);
      Callers.fail(
          "handled-unknown", 14, (method, path) -> clients.askWithHandler(unknown.setURI(path)));
    }
    Callers.hunt(clients::ask);
    Serving.untilToldToStop(Integer.parseInt(args[0]));
    var unused = vertx.close();
  }

  /** Its type is another in newer releases. */
  private static HttpClient client(Vertx vertx) throws ReflectiveOperationException {
    return (HttpClient) Vertx.class.getMethod("createHttpClient").invoke(vertx);
  }

  private CompletableFuture<String> ask(String method, String path) {
    return send(method, path).toCompletionStage().toCompletableFuture();
  }

  private CompletableFuture<String> askWithHandler(String method, String path)
      throws ReflectiveOperationException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Object unused =
        HttpClient.class
            .getMethod(
                "request", HttpMethod.class, int.class, String.class, String.class, Handler.class)
            .invoke(client, HttpMethod.valueOf(method), port, "127.0.0.1", path, sending(answer));
    return answer;
  }

  private CompletableFuture<String> askWithHandler(RequestOptions options)
      throws ReflectiveOperationException {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Object unused =
        HttpClient.class
            .getMethod("request", RequestOptions.class, Handler.class)
            .invoke(client, options, sending(answer));
    return answer;
  }

  private static Handler<AsyncResult<HttpClientRequest>> sending(CompletableFuture<String> answer) {
    return asked -> {
      if (asked.failed()) {
        answer.completeExceptionally(asked.cause());
      } else {
        Object unused =
            asked
                .result()
                .send()
                .compose(VertxClients::text)
                .onSuccess(answer::complete)
                .onFailure(answer::completeExceptionally);
      }
    };
  }

  private CompletableFuture<String> ask(RequestOptions options) {
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(VertxClients::text)
        .toCompletionStage()
        .toCompletableFuture();
  }

  private Future<String> send(String method, String path) {
    return client
        .request(HttpMethod.valueOf(method), port, "127.0.0.1", path)
        .compose(
            request -> method.equals("POST") ? request.send(Buffer.buffer("x")) : request.send())
        .compose(VertxClients::text);
  }

  private static Future<String> text(HttpClientResponse answer) {
    int status = answer.statusCode();
    return answer.body().map(body -> status == 200 ? body.toString() : "" + status);
  }
}
