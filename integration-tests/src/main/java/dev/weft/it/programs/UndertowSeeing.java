package dev.weft.it.programs;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;

/** Undertow with HTTP/1.1 and HTTP/2: answers with what it sees of each request. */
public final class UndertowSeeing {
  private UndertowSeeing() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    Undertow server =
        Undertow.builder()
            .addHttpListener(Serving.port(args), "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(
                Handlers.httpContinueRead(
                    exchange ->
                        exchange.getRequestReceiver().receiveFullString(UndertowSeeing::answer)))
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Serving.untilToldToStop(address.getPort());
    server.stop();
  }

  private static void answer(HttpServerExchange exchange, String body) {
    String query = exchange.getQueryString();
    exchange
        .getResponseSender()
        .send(
            "saw "
                + exchange.getRequestMethod()
                + " ["
                + exchange.getRequestPath()
                + "] client-cert="
                + exchange.getRequestHeaders().getFirst("X-Forwarded-Client-Cert")
                + " query="
                + query
                + " body="
                + body);
  }
}
