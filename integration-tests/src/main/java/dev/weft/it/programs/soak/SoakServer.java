package dev.weft.it.programs.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.it.programs.Deadlocks;
import dev.weft.it.programs.SocketEcho;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Sends back what it gets: on blocking sockets, on a selector, and as an HTTP server. */
public final class SoakServer {
  private static final int BACKLOG = 500;
  private static final int HTTP_THREADS = 4;

  private SoakServer() {}

  /** Says its three ports, and answers each line on its standard input with its footprint. */
  public static void main(String[] args) throws IOException {
    Deadlocks.watchIfAsked();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(0, 64, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    ExecutorService httpThreads = Executors.newFixedThreadPool(HTTP_THREADS);
    HttpServer http = HttpServer.create(new InetSocketAddress(loopback(), 0), BACKLOG);
    http.setExecutor(httpThreads);
    http.createContext("/", SoakServer::answer);
    http.start();
    try (ServerSocket blocking = new ServerSocket(0, BACKLOG, loopback());
        SelectorEcho selector = SelectorEcho.start(new InetSocketAddress(loopback(), 0), BACKLOG);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      threads.execute(() -> SocketEcho.accept(blocking, threads));
      System.out.printf(
          "ports %d %d %d%n",
          blocking.getLocalPort(), selector.port(), http.getAddress().getPort());
      for (int asked = 1; in.readLine() != null; asked++) {
        System.out.println(asked + " " + Footprint.line());
      }
    }
    http.stop(0);
    httpThreads.shutdownNow();
    threads.shutdownNow();
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readAllBytes();
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }
}
