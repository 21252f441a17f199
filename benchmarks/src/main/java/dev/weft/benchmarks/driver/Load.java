package dev.weft.benchmarks.driver;

import dev.weft.benchmarks.figures.Metric;
import dev.weft.benchmarks.figures.Variant;
import dev.weft.benchmarks.programs.BulkClient;
import dev.weft.benchmarks.programs.BulkServer;
import dev.weft.benchmarks.programs.ConnectingClient;
import dev.weft.benchmarks.programs.NettyServer;
import dev.weft.benchmarks.programs.Role;
import dev.weft.benchmarks.programs.SelectorClient;
import dev.weft.benchmarks.programs.SelectorServer;
import dev.weft.benchmarks.programs.WebClient;
import dev.weft.benchmarks.programs.WebServer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the programs do while they are measured. */
enum Load {
  /** Small requests on connections that stay. */
  WEB("HTTP keep-alive, 16 connections, answers of 1 KB", WebServer.class, WebClient.class) {
    @Override
    Map<Metric, Double> measure(Pair pair, Options options)
        throws IOException, InterruptedException {
      return requests(pair, options);
    }

    @Override
    List<Variant> variants() {
      return List.of(
          Variant.PLAIN,
          Variant.UNMESHED,
          Variant.MESHED,
          Variant.MESHED_JDK,
          Variant.JUDGED,
          Variant.JSSE);
    }
  },

  /** Each on a connection of its own. */
  CLOSE(
      "HTTP, a connection for each request of 16 threads",
      WebServer.class,
      ConnectingClient.class) {
    @Override
    Map<Metric, Double> measure(Pair pair, Options options)
        throws IOException, InterruptedException {
      Window fast = pair.run(options.window(), 0);
      double count = fast.answer().get(0);
      Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
      metrics.put(Metric.REQUESTS, count / (fast.answer().get(1) / 1e9));
      metrics.put(Metric.REQUEST_CPU, fast.cpuMicros() / count);
      metrics.put(Metric.REQUEST_CPU_CLIENT, fast.clientNanos() / 1e3 / count);
      metrics.put(Metric.REQUEST_CPU_SERVER, fast.serverNanos() / 1e3 / count);
      return metrics;
    }

    @Override
    List<Variant> variants() {
      return List.of(
          Variant.PLAIN, Variant.MESHED, Variant.MESHED_JDK, Variant.JSSE, Variant.JSSE_FULL);
    }
  },

  /** The same, traced. */
  TRACED("HTTP keep-alive on Tomcat, traced", WebServer.class, WebClient.class) {
    @Override
    Map<Metric, Double> measure(Pair pair, Options options)
        throws IOException, InterruptedException {
      return requests(pair, options);
    }

    @Override
    List<Variant> variants() {
      return WITHOUT_JSSE;
    }
  },

  /** The same to a server on Netty. */
  NETTY("HTTP keep-alive on Netty, traced", NettyServer.class, WebClient.class) {
    @Override
    Map<Metric, Double> measure(Pair pair, Options options)
        throws IOException, InterruptedException {
      return requests(pair, options);
    }

    @Override
    List<Variant> variants() {
      return WITHOUT_JSSE;
    }
  },

  /** One stream of large writes. */
  BULK("one stream, writes of 64 KB", BulkServer.class, BulkClient.class) {
    @Override
    Map<Metric, Double> measure(Pair pair, Options options)
        throws IOException, InterruptedException {
      Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
      Window window = pair.run(options.window(), 0);
      double megabytes = window.answer().get(0) / 1e6;
      metrics.put(Metric.BULK, megabytes / (window.answer().get(1) / 1e9));
      metrics.put(Metric.BULK_CPU, window.cpuMicros() / megabytes);
      metrics.put(Metric.BULK_CPU_CLIENT, window.clientNanos() / 1e3 / megabytes);
      metrics.put(Metric.BULK_CPU_SERVER, window.serverNanos() / 1e3 / megabytes);
      return metrics;
    }

    @Override
    List<Variant> variants() {
      return List.of(
          Variant.PLAIN, Variant.UNMESHED, Variant.MESHED, Variant.MESHED_JDK, Variant.JSSE);
    }
  },

  /** Few that are busy among many that are not. */
  SELECTOR(
      "one selector at each end, questions of 64 B and answers of 1 KB",
      SelectorServer.class,
      SelectorClient.class) {
    @Override
    Map<Metric, Double> measure(Pair pair, Options options)
        throws IOException, InterruptedException {
      return IdleConnections.measure(pair, options);
    }

    @Override
    List<Variant> variants() {
      return List.of(Variant.PLAIN, Variant.UNMESHED, Variant.MESHED, Variant.MESHED_JDK);
    }

    @Override
    List<String> jvm() {
      // So that what a process takes up changes by memory outside the heap alone.
      return List.of("-XX:+AlwaysPreTouch");
    }
  };

  private static final List<Variant> WITHOUT_JSSE =
      Stream.of(Variant.values())
          .filter(
              it ->
                  it.wire() != Variant.Wire.TLS_BY_HAND
                      && it.wire() != Variant.Wire.TLS_BY_HAND_IN_FULL
                      && it != Variant.MESHED_JDK)
          .toList();

  /** Requests per second where they are paced. */
  private static final int RATE = 1000;

  private final String title;
  private final Class<?> server;
  private final Class<?> client;

  Load(String title, Class<?> server, Class<?> client) {
    this.title = title;
    this.server = server;
    this.client = client;
  }

  /** What is done, for headings. */
  String title() {
    return title;
  }

  /** The main class of one of the two programs. */
  Class<?> main(Role role) {
    return role == Role.SERVER ? server : client;
  }

  /** The variants in which it is run. */
  abstract List<Variant> variants();

  /** Options of both JVMs, beside those of all loads. */
  List<String> jvm() {
    return List.of();
  }

  private static Map<Metric, Double> requests(Pair pair, Options options)
      throws IOException, InterruptedException {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    Window fast = pair.run(options.window(), 0);
    double count = fast.answer().get(0);
    metrics.put(Metric.REQUESTS, count / (fast.answer().get(1) / 1e9));
    metrics.put(Metric.REQUEST_CPU, fast.cpuMicros() / count);
    metrics.put(Metric.REQUEST_CPU_CLIENT, fast.clientNanos() / 1e3 / count);
    metrics.put(Metric.REQUEST_CPU_SERVER, fast.serverNanos() / 1e3 / count);
    metrics.put(Metric.REQUEST_ALLOCATED, fast.serverAllocated() / count);
    metrics.put(Metric.RESIDENT_CLIENT, ProcessMemory.RESIDENT.bytes(pair.client().pid()) / 1e6);
    metrics.put(Metric.RESIDENT_SERVER, ProcessMemory.RESIDENT.bytes(pair.server().pid()) / 1e6);
    Window paced = pair.run(options.paced(), RATE);
    metrics.put(Metric.PACED_P50, paced.answer().get(2) / 1e3);
    metrics.put(Metric.PACED_P99, paced.answer().get(3) / 1e3);
    metrics.put(Metric.PACED_CPU, paced.cpuMicros() / paced.answer().get(0));
    return metrics;
  }

  /** Loads {@code pair} and measures it once. */
  abstract Map<Metric, Double> measure(Pair pair, Options options)
      throws IOException, InterruptedException;
}
