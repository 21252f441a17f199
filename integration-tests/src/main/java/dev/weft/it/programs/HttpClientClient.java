package dev.weft.it.programs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client on the JDK's {@link HttpClient}, HTTP/1.1 or HTTP/2 without TLS (by upgrade). */
public final class HttpClientClient {
  private HttpClientClient() {}

  /** Arguments: PORT MARKER VERSION, where VERSION is {@code HTTP_1_1} or {@code HTTP_2}. */
  public static void main(String[] args) throws Exception {
    HttpClient.Version version = HttpClient.Version.valueOf(args[2]);
    HttpClient client = HttpClient.newBuilder().version(version).build();
    URI uri = URI.create("http://127.0.0.1:" + args[0] + "/echo");
    // The first request carries the upgrade to HTTP/2; after it the connection is ready for all.
    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    Rounds.run(args, port -> message -> post(client, uri, version, message));
  }

  private static byte[] post(
      HttpClient client, URI uri, HttpClient.Version expected, byte[] message)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(message)).build();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    if (response.version() != expected) {
      throw new IOException("version: " + response.version() + " (expected: " + expected + ")");
    }
    return response.body();
  }
}
