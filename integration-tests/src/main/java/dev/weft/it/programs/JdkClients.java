package dev.weft.it.programs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * The JDK's own clients, in every way that they are used: prints how each request went, then waits
 * until it is told to stop.
 */
public final class JdkClients {
  private final String server;
  private final String tlsServer;

  private JdkClients(String port, String tlsPort) {
    this.server = "http://127.0.0.1:" + port;
    this.tlsServer = "https://127.0.0.1:" + tlsPort;
  }

  /** Arguments: PORT, the port of a server with TLS. */
  public static void main(String[] args) throws Exception {
    JdkClients clients = new JdkClients(args[0], args[1]);
    clients.urlConnection();
    clients.urlConnectionWithTls();
    clients.httpClient();
    Serving.untilToldToStop(Integer.parseInt(args[0]));
  }

  private void urlConnection() throws IOException {
    say("url-get", read(open("/")));
    HttpURLConnection post = open("/");
    post.setDoOutput(true);
    try (OutputStream out = post.getOutputStream()) {
      out.write(1);
    }
    say("url-post", read(post));
    HttpURLConnection gone = open("/gone");
    gone.connect();
    say("url-gone", String.valueOf(gone.getResponseCode()));
    say("url-away", read(open("/away")));
    HttpURLConnection own = open("/");
    own.setRequestProperty(
        "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    say("url-own", read(own));
    try {
      HttpURLConnection refused =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + closedPort()).toURL().openConnection();
      say("url-refused", read(refused));
    } catch (ConnectException e) {
      say("url-refused", "refused");
    }
  }

  private void urlConnectionWithTls() throws IOException {
    say("tls-get", read(open(tlsServer, "/")));
    HttpURLConnection post = open(tlsServer, "/");
    post.setDoOutput(true);
    try (OutputStream out = post.getOutputStream()) {
      out.write(1);
    }
    say("tls-post", read(post));
    HttpURLConnection gone = open(tlsServer, "/gone");
    gone.connect();
    say("tls-gone", String.valueOf(gone.getResponseCode()));
  }

  private void httpClient() throws Exception {
    HttpClient one =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    say("client-get", one.send(to("/").build(), BodyHandlers.ofString()).body());
    say("client-away", one.send(to("/away").build(), BodyHandlers.ofString()).body());
    HttpRequest gone = to("/gone").build();
    say("client-gone", "" + one.send(gone, BodyHandlers.discarding()).statusCode());
    HttpRequest own =
        to("/")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .build();
    say("client-own", one.send(own, BodyHandlers.ofString()).body());
    HttpClient two = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    say("client-upgrade", two.send(to("/").build(), BodyHandlers.ofString()).body());
    HttpRequest post = to("/").POST(BodyPublishers.ofString("x")).build();
    say(
        "client-async",
        two.sendAsync(post, BodyHandlers.ofString()).thenApply(HttpResponse::body).join());
    try {
      URI nobody = URI.create("http://127.0.0.1:" + closedPort());
      HttpRequest refused = HttpRequest.newBuilder(nobody).build();
      say("client-refused", one.send(refused, BodyHandlers.ofString()).body());
    } catch (ConnectException e) {
      say("client-refused", "refused");
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server + path));
  }

  private HttpURLConnection open(String path) throws IOException {
    return open(server, path);
  }

  private static HttpURLConnection open(String server, String path) throws IOException {
    return (HttpURLConnection) URI.create(server + path).toURL().openConnection();
  }

  private static String read(HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void say(String what, String went) {
    System.out.println(what + " " + went);
  }
}
