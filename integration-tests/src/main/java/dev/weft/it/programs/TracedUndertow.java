package dev.weft.it.programs;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.io.DefaultIoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Undertow with HTTP/1.1 and HTTP/2, as {@link Traced} says. */
public final class TracedUndertow {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("io.undertow");

  private TracedUndertow() {}

  /** Arguments: PORT. */
  public static void main(String[] args) throws Exception {
    // It logs what the application throws.
    LOG.setLevel(Level.OFF);
    Undertow server =
        Undertow.builder()
            .addHttpListener(Serving.port(args), "127.0.0.1")
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(TracedUndertow::begin)
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Serving.untilToldToStop(address.getPort());
    server.stop();
    Traced.stop();
  }

  /** On a thread that selects; the answer is another's, by one of two ways to get there. */
  private static void begin(HttpServerExchange exchange) {
    // After this call has returned.
    exchange.getIoThread().execute(Traced::look);
    if (exchange.getRequestPath().equals("/handed")) {
      exchange.dispatch(() -> answer(exchange));
    } else {
      exchange.dispatch(TracedUndertow::answer);
    }
  }

  private static void answer(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    switch (path) {
      case "/throws" -> throw new IllegalStateException("on purpose");
      case "/fails" -> answer(exchange, 500, Traced.answer());
      case "/later" ->
          exchange.dispatch(
              Runnable::run,
              () ->
                  Traced.hold(
                      () -> {
                        answer(exchange, 202, Traced.answer());
                        exchange.endExchange();
                      }));
      case "/worker" ->
          exchange.dispatch(
              exchange.getConnection().getWorker(), () -> answer(exchange, 200, Traced.answer()));
      case "/calls-back" ->
          // By a thread that knows of no trace.
          exchange.dispatch(Runnable::run, () -> new Thread(() -> callBack(exchange)).start());
      case "/go" -> {
        Traced.go();
        answer(exchange, 200, Traced.answer());
      }
      default -> answer(exchange, 200, Traced.answer(path));
    }
  }

  private static void callBack(HttpServerExchange exchange) {
    exchange
        .getResponseSender()
        .send(
            "called back ",
            new DefaultIoCallback() {
              @Override
              public void onComplete(HttpServerExchange written, Sender sender) {
                sender.send(Traced.answer());
              }
            });
  }

  private static void answer(HttpServerExchange exchange, int status, String text) {
    exchange.setStatusCode(status);
    exchange.getResponseSender().send(text);
  }
}
