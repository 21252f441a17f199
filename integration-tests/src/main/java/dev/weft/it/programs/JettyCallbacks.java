package dev.weft.it.programs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty 12's core, whose answers are written by threads that know of no request. */
public final class JettyCallbacks {
  // Held here because the log manager itself keeps loggers, and their levels, only weakly.
  private static final Logger LOG = Logger.getLogger("org.eclipse.jetty");

  private static final int WRITERS = 4;

  private JettyCallbacks() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    LOG.setLevel(Level.OFF);
    try (CallbackHunt hunt = CallbackHunt.start()) {
      QueuedThreadPool pool = new QueuedThreadPool(16);
      Server server = new Server(pool);
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      Writing writing = new Writing(hunt);
      server.setHandler(writing);
      server.start();
      hunt.hunt(connector.getLocalPort(), 3, List.of(pool, writing.work::add));
      Serving.untilToldToStop(connector.getLocalPort());
      server.stop();
    }
    System.exit(0);
  }

  private static final class Writing extends Handler.Abstract {
    private final CallbackHunt hunt;

    /** Carries no context, as the queue of a pool would. */
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

    Writing(CallbackHunt hunt) {
      this.hunt = hunt;
      for (int i = 0; i < WRITERS; i++) {
        Thread writer = new Thread(this::write);
        writer.setDaemon(true);
        writer.start();
      }
    }

    private void write() {
      try {
        while (true) {
          work.take().run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      seen.add("handle=" + Traced.context());
      work.add(
          () ->
              response.write(
                  false,
                  ByteBuffer.wrap(new byte[] {' '}),
                  Callback.from(
                      () -> {
                        seen.add("written=" + Traced.context());
                        work.add(() -> writeMore(response, callback, seen));
                      },
                      callback::failed)));
      return true;
    }

    private void writeMore(Response response, Callback callback, Queue<String> seen) {
      response.write(
          false,
          ByteBuffer.wrap(new byte[] {' '}),
          Callback.from(
              () -> {
                seen.add("more=" + Traced.context());
                var unused =
                    hunt.ask()
                        .whenComplete((asked, failure) -> end(response, callback, seen, asked));
              },
              callback::failed));
    }

    private static void end(
        Response response, Callback callback, Queue<String> seen, String asked) {
      String text = String.join(" ", seen) + " asked=" + asked;
      response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), callback);
    }
  }
}
