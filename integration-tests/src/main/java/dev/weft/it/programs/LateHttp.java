package dev.weft.it.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * Loads HTTP classes of the JDK when it is told to, a line at a time: {@code serve} opens a server
 * ({@code listening PORT}), {@code fetch PORT} asks one ({@code fetched NUMBER STATUS}, numbered
 * from 1).
 */
public final class LateHttp {
  private LateHttp() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      int fetched = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("serve")) {
          System.out.println("listening " + Served.open());
        } else {
          fetched++;
          System.out.println(
              "fetched " + fetched + " " + Fetched.status(line.substring("fetch ".length())));
        }
      }
    }
    System.exit(0);
  }

  /** Apart, so that nothing is loaded before. */
  private static final class Served {
    static int open() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      return server.getAddress().getPort();
    }
  }

  /** Apart, as above. */
  private static final class Fetched {
    static String status(String port) {
      try {
        HttpURLConnection connection =
            (HttpURLConnection)
                new URL("http://127.0.0.1:" + port + "/").openConnection(Proxy.NO_PROXY);
        connection.setRequestProperty("Connection", "close");
        return Integer.toString(connection.getResponseCode());
      } catch (IOException e) {
        return e.toString();
      }
    }
  }
}
