package dev.weft.it.programs;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;

/** Apache HttpClient 5's minimal clients: prints how each request went. */
final class ApacheMinimalClients {
  private ApacheMinimalClients() {}

  static void run(String server) throws Exception {
    try (CloseableHttpClient client = HttpClients.createMinimal()) {
      // The same object twice, as programs do.
      HttpGet request = new HttpGet(server + "/");
      System.out.println("minimal " + told(client, request));
      System.out.println("minimal-again " + told(client, request));
      HttpGet own = new HttpGet(server + "/");
      own.setHeader("traceparent", TraceClients.OWN);
      System.out.println("minimal-own " + told(client, own));
    }
    try (CloseableHttpAsyncClient client = HttpAsyncClients.createMinimal()) {
      client.start();
      SimpleHttpRequest request = to(server + "/");
      System.out.println("minimal-async " + told(client, request));
      System.out.println("minimal-async-again " + told(client, request));
      System.out.println("minimal-async-gone " + told(client, to(server + "/gone")));
      try {
        String unused = told(client, to("http://127.0.0.1:" + TraceClients.closedPort() + "/"));
      } catch (ExecutionException e) {
        System.out.println("minimal-async refused");
      }
    }
    try (CloseableHttpAsyncClient client = HttpAsyncClients.createHttp2Minimal()) {
      client.start();
      System.out.println("minimal-two " + told(client, to(server + "/")));
    }
  }

  private static SimpleHttpRequest to(String url) {
    return new SimpleHttpRequest("GET", URI.create(url));
  }

  // Since 5.2 there is another way; this one is in every release.
  @SuppressWarnings("deprecation")
  private static String told(CloseableHttpClient client, ClassicHttpRequest request)
      throws Exception {
    // Without a context of the program's own it fails in 5.0.
    try (CloseableHttpResponse response = client.execute(request, HttpClientContext.create())) {
      byte[] body = response.getEntity().getContent().readAllBytes();
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static String told(CloseableHttpAsyncClient client, SimpleHttpRequest request)
      throws ExecutionException, InterruptedException {
    SimpleHttpResponse response = client.execute(request, null).get();
    return response.getCode() == 200 ? response.getBodyText() : "" + response.getCode();
  }
}
