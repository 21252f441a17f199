package dev.weft.it.programs;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * Undertow with listeners that a handler has set on the channels of its exchange: it reads the
 * body, hops by dispatches, and writes the answer.
 */
public final class UndertowChannels {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("io.undertow");

  private final CallbackHunt hunt;
  private final AtomicReference<XnioIoThread> loop = new AtomicReference<>();

  private UndertowChannels(CallbackHunt hunt) {
    this.hunt = hunt;
  }

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.OFF);
    try (CallbackHunt hunt = CallbackHunt.start()) {
      UndertowChannels channels = new UndertowChannels(hunt);
      Undertow server =
          Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(channels::begin).build();
      server.start();
      InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
      Executor loops = task -> channels.loop.get().execute(task);
      hunt.hunt(address.getPort(), 6, List.of(server.getWorker(), loops));
      Serving.untilToldToStop(address.getPort());
      server.stop();
    }
    System.exit(0);
  }

  /** On a thread that selects, which goes on with what it is told to once this has returned. */
  private void begin(HttpServerExchange exchange) {
    loop.set(exchange.getIoThread());
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    seen.add("handle=" + Traced.context());
    StreamSourceChannel body = exchange.getRequestChannel();
    body.getReadSetter().set(channel -> read(exchange, channel, seen));
    body.resumeReads();
  }

  private void read(HttpServerExchange exchange, StreamSourceChannel body, Queue<String> seen) {
    seen.add("readable=" + Traced.context());
    ByteBuffer buffer = ByteBuffer.allocate(2_048);
    try {
      int n = body.read(buffer);
      while (n > 0) {
        buffer.clear();
        n = body.read(buffer);
      }
      if (n < 0) {
        body.getReadSetter().set(null);
        body.suspendReads();
        exchange.dispatch(
            () -> {
              seen.add("worker=" + Traced.context());
              exchange.dispatch(exchange.getIoThread(), () -> hop(exchange, seen));
            });
      }
    } catch (IOException e) {
      exchange.endExchange();
    }
  }

  private void hop(HttpServerExchange exchange, Queue<String> seen) {
    seen.add("loop=" + Traced.context());
    exchange.dispatch(
        exchange.getConnection().getWorker(),
        again -> {
          seen.add("handler=" + Traced.context());
          // What goes on without the thread of a handler has to be told so.
          again.dispatch(Runnable::run, () -> beginToWrite(again, seen));
        });
  }

  private void beginToWrite(HttpServerExchange exchange, Queue<String> seen) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
    StreamSinkChannel answer = exchange.getResponseChannel();
    AtomicReference<ByteBuffer> text = new AtomicReference<>();
    answer
        .getWriteSetter()
        .set(
            channel -> {
              ByteBuffer known = text.get();
              if (known == null) {
                seen.add("writable=" + Traced.context());
                channel.suspendWrites();
                ask(channel, seen, text);
              } else {
                write(exchange, channel, known);
              }
            });
    answer.resumeWrites();
  }

  private void ask(StreamSinkChannel answer, Queue<String> seen, AtomicReference<ByteBuffer> text) {
    var unused =
        hunt.ask()
            .whenComplete(
                (asked, failure) -> {
                  String all = String.join(" ", seen) + " asked=" + asked;
                  text.set(ByteBuffer.wrap(all.getBytes(StandardCharsets.US_ASCII)));
                  answer.resumeWrites();
                });
  }

  private static void write(
      HttpServerExchange exchange, StreamSinkChannel answer, ByteBuffer text) {
    try {
      while (text.hasRemaining()) {
        if (answer.write(text) == 0) {
          answer.resumeWrites();
          return;
        }
      }
      answer.suspendWrites();
      exchange.endExchange();
    } catch (IOException e) {
      exchange.endExchange();
    }
  }
}
