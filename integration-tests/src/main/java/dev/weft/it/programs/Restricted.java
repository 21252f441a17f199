package dev.weft.it.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Tries what a security manager may allow it or not, and tells what came of each. A connection from
 * {@link #STRANGER} is one that the policy lets nobody accept.
 */
public final class Restricted {
  /** An argument that has it set the security manager itself. */
  public static final String SETS_MANAGER = "manager";

  private static final String STRANGER = "127.0.0.2";

  /** Where nobody listens, and the policy lets nobody connect to. */
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 9);

  private Restricted() {}

  /** Arguments: {@link #SETS_MANAGER} or not, then paths to ask its own HTTP server for. */
  @SuppressWarnings("removal") // what is to be removed is what programs still do
  public static void main(String[] args) throws Exception {
    List<String> paths = new ArrayList<>(List.of(args));
    if (paths.remove(SETS_MANAGER)) {
      System.setSecurityManager(new SecurityManager());
    }
    tell("property", () -> System.getProperty("user.home"));
    tell("socket", Restricted::connect);
    tell("channel", () -> SocketChannel.open(ELSEWHERE));
    tell("asynchronous channel", () -> AsynchronousSocketChannel.open().connect(ELSEWHERE).get());
    tell("listener", () -> new ServerSocket(7, 1, InetAddress.getLoopbackAddress()));
    tell("accept", Restricted::acceptStranger);
    HttpServer server = HttpServer.create(loopback(0), 50);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    for (String path : paths) {
      URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
      tell("client " + path, () -> ask(uri));
      tell("connection " + path, () -> askByConnection(uri));
    }
    server.stop(0);
  }

  private static void tell(String what, Callable<?> attempt) {
    String result;
    try {
      result = String.valueOf(attempt.call());
    } catch (Exception | LinkageError e) {
      result = e.toString();
    }
    System.out.println(what + ": " + result);
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static boolean connect() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(ELSEWHERE);
      return socket.isConnected();
    }
  }

  private static String acceptStranger() throws IOException {
    try (ServerSocket server = new ServerSocket();
        Socket client = new Socket()) {
      server.bind(loopback(0));
      client.bind(new InetSocketAddress(STRANGER, 0));
      client.connect(server.getLocalSocketAddress());
      try (Socket accepted = server.accept()) {
        return "accepted from " + accepted.getInetAddress();
      } catch (SecurityException e) {
        // Its text has the port.
        return e.getClass().getName();
      }
    }
  }

  private static String ask(URI uri) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  private static String askByConnection(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    int status = connection.getResponseCode();
    return status + " " + connection.getResponseMessage();
  }
}
