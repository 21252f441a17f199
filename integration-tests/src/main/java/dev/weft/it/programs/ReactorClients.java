package dev.weft.it.programs;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** reactor-netty's client by HTTP/1.1 and HTTP/2: prints how each request went. */
public final class ReactorClients {
  private ReactorClients() {}

  /** Arguments: PORT, and that of a server with TLS. */
  public static void main(String[] args) throws Exception {
    // Fewer connections than callers, who wait for each other's.
    HttpClient one =
        HttpClient.create(pool("few", 7))
            .followRedirect(true)
            .baseUrl("http://127.0.0.1:" + args[0]);
    HttpClient two =
        HttpClient.create(pool("two", 10))
            .protocol(HttpProtocol.H2C)
            .baseUrl("http://127.0.0.1:" + args[0]);
    Callers.awaitTracing(asking(one));
    Callers.say("get", 1, asking(one), "GET", "/");
    Callers.say("post", 2, asking(one), "POST", "/");
    Callers.say("away", 3, asking(one), "GET", "/away");
    Callers.say("gone", 4, asking(one), "GET", "/gone");
    Callers.chain(5, asking(one));
    HttpClient own = one.headers(headers -> headers.set("traceparent", TraceClients.OWN));
    Callers.say("own", 6, asking(own), "GET", "/");
    Callers.say("two", 7, asking(two), "GET", "/");
    Callers.say("two-post", 8, asking(two), "POST", "/");
    HttpClient secured = one.secure().baseUrl("https://127.0.0.1:" + args[1]);
    Callers.say("secured", 11, asking(secured), "GET", "/");
    int closed = Callers.closedPort();
    Callers.fail("refused", 9, asking(one.baseUrl("http://127.0.0.1:" + closed)));
    Callers.fail("unknown", 10, asking(one.baseUrl("http://" + Callers.NOWHERE)));
    Callers.hunt(asking(one));
    // Tomcat takes many small frames with data for an attack.
    // No more at once than a connection has streams, beyond which 1.0.0 fails.
    Callers.hunt((method, path) -> ask(two, "GET", path), 2000, 80);
    Serving.untilToldToStop(Integer.parseInt(args[0]));
  }

  private static ConnectionProvider pool(String name, int connections) {
    return ConnectionProvider.builder(name)
        .maxConnections(connections)
        .pendingAcquireMaxCount(-1)
        .build();
  }

  private static Callers.Asking asking(HttpClient client) {
    return (method, path) -> ask(client, method, path);
  }

  private static CompletableFuture<String> ask(HttpClient client, String method, String path) {
    HttpClient.ResponseReceiver<?> asked =
        method.equals("POST")
            ? client.post().uri(path).send(ByteBufFlux.fromString(Mono.just("x")))
            : client.get().uri(path);
    return asked
        .responseSingle(
            (head, body) ->
                head.status().code() == 200
                    ? body.asString().defaultIfEmpty("")
                    : Mono.just("" + head.status().code()))
        .toFuture();
  }
}
