package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An HTTP client on blocking sockets whose 16 threads open a connection for each request.
 *
 * <p>On {@code MILLIS 0} every thread goes on as soon as it is answered. The answer is {@code COUNT
 * NANOS}: exchanges, and the time taken in nanoseconds.
 */
public final class ConnectingClient {
  private static final int THREADS = 16;

  private final Transport transport;
  private final int port;
  private final ExecutorService threads;

  private ConnectingClient(Transport transport, int port, ExecutorService threads) {
    this.transport = transport;
    this.port = port;
    this.threads = threads;
  }

  /** Arguments: {@code plain} or a folder of key stores; the server's port. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.of(args[0], Role.CLIENT);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      Commands.obey(new ConnectingClient(transport, Integer.parseInt(args[1]), threads)::run);
    } finally {
      threads.shutdownNow();
    }
  }

  private String run(Duration time, int rate) throws IOException, InterruptedException {
    if (rate != 0) {
      throw new IOException("rate: " + rate + " (expected: 0, as many as can be)");
    }
    long start = System.nanoTime();
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(() -> exchanges(start + time.toNanos()));
    }
    int count = 0;
    for (Future<Integer> result : threads.invokeAll(tasks)) {
      try {
        count += result.get();
      } catch (ExecutionException e) {
        throw new IOException("a connection failed", e);
      }
    }
    return count + " " + (System.nanoTime() - start);
  }

  private int exchanges(long end) throws IOException {
    int count = 0;
    while (System.nanoTime() < end) {
      try (Socket socket = transport.connect(port)) {
        new WebConnection(socket).exchange();
      }
      count++;
    }
    return count;
  }
}
