package dev.weft.it.programs;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/** Vert.x with HTTP/1.1 and HTTP/2 without TLS: answers with what it sees of each request. */
public final class VertxSeeing {
  private VertxSeeing() {}

  /** Arguments: PORT, and {@code native} for a native transport and no other. */
  public static void main(String[] args) throws Exception {
    boolean isNative = args.length > 1 && args[1].equals("native");
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setPreferNativeTransport(isNative));
    if (vertx.isNativeTransportEnabled() != isNative) {
      throw new IllegalStateException(
          "no native transport", vertx.unavailableNativeTransportCause());
    }
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
            .listen(Serving.port(args), "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    Serving.untilToldToStop(server.actualPort());
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static void answer(HttpServerRequest request, Buffer body) {
    var unused =
        request
            .response()
            .end(
                "saw "
                    + request.method()
                    + " ["
                    + request.path()
                    + "] client-cert="
                    + request.getHeader("x-forwarded-client-cert")
                    + " query="
                    + request.query()
                    + " body="
                    + body);
  }
}
