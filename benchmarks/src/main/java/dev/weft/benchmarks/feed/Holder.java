package dev.weft.benchmarks.feed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The processes of one namespace that hold leases. */
final class Holder {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client;
  private final URI server;
  private final String address;

  Holder(URI server, Identity identity) throws IOException, GeneralSecurityException {
    this.client = HttpClient.newBuilder().sslContext(identity.jdkContext()).build();
    this.server = server;
    this.address = ownAddress();
  }

  /** Takes a lease for a process that listens on {@code port}. */
  CompletableFuture<Integer> take(int port) {
    String body =
        """
        {"host":"load","labels":{"app":"app%d"},"addresses":["%s"],"listeners":[{"address":"%s",\
        "port":%d}],"applied":0,"report":{"unprotected":[]}}"""
            .formatted(port % 50, address, address, port);
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/mesh/v1/leases/" + new UUID(0x4000L, port)))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() != 200 || !answer.body().contains("\"refused\":[]")) {
                throw new IllegalStateException(
                    "lease: " + answer.statusCode() + " " + answer.body());
              }
              return answer.statusCode();
            });
  }

  /** An address of this machine that all hosts see: those of loopback mean nothing elsewhere. */
  private static String ownAddress() throws IOException {
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress own : Collections.list(card.getInetAddresses())) {
        if (own.getAddress().length == 4 && !own.isLoopbackAddress()) {
          return own.getHostAddress();
        }
      }
    }
    throw new IOException("no IPv4 address (expected: one that is not of loopback)");
  }
}
