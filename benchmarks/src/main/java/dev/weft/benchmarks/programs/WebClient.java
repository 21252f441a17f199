package dev.weft.benchmarks.programs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP client on blocking sockets that keeps 16 connections, each with a thread of its own.
 *
 * <p>On {@code MILLIS 0} every connection asks again as soon as it is answered; on {@code MILLIS
 * RATE} all together ask RATE times a second, at even distances. The answer is {@code COUNT NANOS
 * P50 P99}: exchanges, time taken, and two quantiles of the time from writing a request to having
 * its answer, in nanoseconds.
 */
public final class WebClient {
  private static final int CONNECTIONS = 16;

  private final List<WebConnection> connections;
  private final ExecutorService threads;

  private WebClient(List<WebConnection> connections, ExecutorService threads) {
    this.connections = connections;
    this.threads = threads;
  }

  /** Arguments: {@code plain} or a folder of key stores; the server's port. */
  public static void main(String[] args) throws Exception {
    Transport transport = Transport.of(args[0], Role.CLIENT);
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      Commands.obey(open(transport, Integer.parseInt(args[1]), threads)::run);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A client whose connections to {@code port} are open; {@code threads} must suffice for them. */
  static WebClient open(Transport transport, int port, ExecutorService threads) throws IOException {
    List<WebConnection> connections = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      WebConnection connection = new WebConnection(transport.connect(port));
      connection.exchange();
      connections.add(connection);
    }
    return new WebClient(connections, threads);
  }

  /** Loads the server for {@code time}, as the class says. */
  String run(Duration time, int rate) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    List<Callable<Latencies>> tasks = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      WebConnection connection = connections.get(i);
      if (rate == 0) {
        tasks.add(() -> asFastAsPossible(connection, end));
      } else {
        long distance = 1_000_000_000L * CONNECTIONS / rate;
        long first = start + distance * i / CONNECTIONS;
        tasks.add(() -> paced(connection, first, distance, end));
      }
    }
    Latencies all = new Latencies();
    for (Future<Latencies> result : threads.invokeAll(tasks)) {
      try {
        all.add(result.get());
      } catch (ExecutionException e) {
        throw new IOException("a connection failed", e);
      }
    }
    long nanos = System.nanoTime() - start;
    return all.count + " " + nanos + " " + all.quantile(0.5) + " " + all.quantile(0.99);
  }

  private static Latencies asFastAsPossible(WebConnection connection, long end) throws IOException {
    Latencies latencies = new Latencies();
    long before = System.nanoTime();
    while (before < end) {
      connection.exchange();
      long after = System.nanoTime();
      latencies.add(after - before);
      before = after;
    }
    return latencies;
  }

  private static Latencies paced(WebConnection connection, long first, long distance, long end)
      throws IOException {
    Latencies latencies = new Latencies();
    for (long due = first; due < end; due += distance) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long before = System.nanoTime();
      connection.exchange();
      latencies.add(System.nanoTime() - before);
    }
    return latencies;
  }

  /** A growing list of nanoseconds. */
  private static final class Latencies {
    private long[] values = new long[1 << 14];
    private int count;

    void add(long nanos) {
      if (count == values.length) {
        values = Arrays.copyOf(values, count * 2);
      }
      values[count++] = nanos;
    }

    void add(Latencies other) {
      for (int i = 0; i < other.count; i++) {
        add(other.values[i]);
      }
    }

    long quantile(double part) {
      Arrays.sort(values, 0, count);
      return count == 0 ? 0 : values[(int) (count * part)];
    }
  }
}
