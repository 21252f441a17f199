package dev.weft.it.programs;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** A client on {@link HttpURLConnection}. */
public final class UrlConnectionClient {
  private UrlConnectionClient() {}

  /** Arguments: PORT MARKER. */
  public static void main(String[] args) throws Exception {
    Rounds.run(args, port -> message -> post(port, message));
  }

  private static byte[] post(int port, byte[] message) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/echo");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(message.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(message);
    }
    try (InputStream in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
