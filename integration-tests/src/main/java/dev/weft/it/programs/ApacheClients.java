package dev.weft.it.programs;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Apache HttpClient 5, the classic one: prints how each request went, then waits. */
public final class ApacheClients {
  private ApacheClients() {}

  /** Arguments: PORT. */
  // Since 5.2 there is another way; this one is in every release.
  @SuppressWarnings("deprecation")
  public static void main(String[] args) throws Exception {
    String server = "http://127.0.0.1:" + args[0];
    try (CloseableHttpClient client = HttpClients.custom().disableAutomaticRetries().build()) {
      say("get", client, new HttpGet(server + "/"));
      HttpPost post = new HttpPost(server + "/");
      post.setEntity(new StringEntity("x"));
      say("post", client, post);
      say("away", client, new HttpGet(server + "/away"));
      say("gone", client, new HttpGet(server + "/gone"));
      HttpGet own = new HttpGet(server + "/");
      own.setHeader("traceparent", TraceClients.OWN);
      say("own", client, own);
      try {
        say("refused", client, new HttpGet("http://127.0.0.1:" + TraceClients.closedPort()));
      } catch (ConnectException e) {
        System.out.println("refused refused");
      }
    }
    ApacheMinimalClients.run(server);
    Serving.untilToldToStop(Integer.parseInt(args[0]));
  }

  @SuppressWarnings("deprecation")
  private static void say(String what, CloseableHttpClient client, ClassicHttpRequest request)
      throws IOException {
    try (CloseableHttpResponse response = client.execute(request)) {
      HttpEntity entity = response.getEntity();
      byte[] body = entity == null ? new byte[0] : entity.getContent().readAllBytes();
      String text = new String(body, StandardCharsets.UTF_8);
      System.out.println(what + " " + (response.getCode() == 200 ? text : response.getCode()));
    }
  }
}
