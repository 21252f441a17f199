package dev.weft.it.programs;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.CompletableFuture;

/** Vert.x's client, from threads that are none of its own: prints how each request went. */
public final class VertxClients {
  private final HttpClient client;
  private final int port;

  private VertxClients(HttpClient client, int port) {
    this.client = client;
    this.port = port;
  }

  /** Arguments: PORT. */
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
