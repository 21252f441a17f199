package dev.weft.it.programs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads URLs from its standard input, and prints the status and the body of each on a line. */
public final class UrlReader {
  private static final int MILLIS = 20_000;

  private UrlReader() {}

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws IOException {
    System.out.println("listening 0");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String url = in.readLine(); url != null; url = in.readLine()) {
      System.out.println("answer " + read(URI.create(url)));
    }
  }

  private static String read(URI url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(MILLIS);
      connection.setReadTimeout(MILLIS);
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        byte[] bytes = body == null ? new byte[0] : body.readAllBytes();
        return status + " " + new String(bytes, StandardCharsets.US_ASCII).strip();
      }
    } catch (IOException e) {
      return "failed: " + e.getMessage();
    }
  }
}
