package dev.weft.it.programs;

import io.netty.channel.unix.UnixChannel;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Reactor Netty's server on epoll, which it chooses by itself: answers with what it sees of each
 * request.
 */
public final class ReactorSeeing {
  private ReactorSeeing() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(Serving.port(args))
            .handle(ReactorSeeing::answer)
            .bindNow();
    if (!(server.channel() instanceof UnixChannel)) {
      throw new IllegalStateException(
          "channel: " + server.channel().getClass() + " (expected: one of epoll)");
    }
    Serving.untilToldToStop(server.port());
    server.disposeNow();
  }

  private static Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    return request
        .receive()
        .aggregate()
        .asString()
        .defaultIfEmpty("")
        .flatMap(
            body ->
                response
                    .sendString(
                        Mono.just(
                            "saw "
                                + request.method().name()
                                + " ["
                                + path
                                + "] client-cert="
                                + request.requestHeaders().get("x-forwarded-client-cert")
                                + " query="
                                + (query < 0 ? null : uri.substring(query + 1))
                                + " body="
                                + body))
                    .then());
  }
}
