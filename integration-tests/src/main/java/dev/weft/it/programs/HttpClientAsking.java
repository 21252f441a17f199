package dev.weft.it.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The JDK's HttpClient: asks for paths, first one and then the others at once, on HTTP/2. */
public final class HttpClientAsking {
  private HttpClientAsking() {}

  /** Arguments: PORT, then paths. */
  public static void main(String[] args) throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      answers.add(ask(client, "http://127.0.0.1:" + args[0] + args[i]));
      if (i == 1) {
        // By this one the connection becomes one of HTTP/2.
        answers.get(0).join();
      }
    }
    for (CompletableFuture<String> answer : answers) {
      System.out.println("answer " + answer.join());
    }
  }

  private static CompletableFuture<String> ask(HttpClient client, String uri) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(it -> it.version() + " " + it.statusCode() + " " + it.body());
  }
}
