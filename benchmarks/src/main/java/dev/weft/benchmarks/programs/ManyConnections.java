package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections that are used for one request each. One thread at a time. */
final class ManyConnections implements AutoCloseable {
  private static final int AT_ONCE = 8;

  /** How many there are at most in one go, so that no port range is used up. */
  private static final int MOST = 10_000;

  private final Transport transport;
  private final int port;
  private final ExecutorService threads;
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  ManyConnections(Transport transport, int port, ExecutorService threads) {
    this.transport = transport;
    this.port = port;
    this.threads = threads;
  }

  /** Opens, uses and closes connections for {@code time}; says {@code COUNT NANOS}. */
  String oneEach(Duration time) throws IOException, InterruptedException {
    long start = System.nanoTime();
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    together(
        () -> {
          while (System.nanoTime() - start < time.toNanos() && begun.incrementAndGet() <= MOST) {
            use().close();
            done.incrementAndGet();
          }
          return null;
        });
    return done.get() + " " + (System.nanoTime() - start);
  }

  /** Has {@code count} connections open and idle, if {@code time} suffices; says how many. */
  String idle(Duration time, int count) throws IOException, InterruptedException {
    long start = System.nanoTime();
    AtomicInteger begun = new AtomicInteger(open.size());
    together(
        () -> {
          while (System.nanoTime() - start < time.toNanos() && begun.incrementAndGet() <= count) {
            open.add(use());
          }
          return null;
        });
    return Integer.toString(open.size());
  }

  private Socket use() throws IOException {
    Socket socket = transport.connect(port);
    try {
      new WebConnection(socket).exchange();
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void together(Callable<?> work) throws IOException, InterruptedException {
    for (Future<?> each : threads.invokeAll(Collections.nCopies(AT_ONCE, work))) {
      try {
        each.get();
      } catch (ExecutionException e) {
        throw new IOException("a connection failed", e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }
}
