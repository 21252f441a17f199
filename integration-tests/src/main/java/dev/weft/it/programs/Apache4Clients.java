package dev.weft.it.programs;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** Apache HttpClient 4: prints how each request went, then waits. */
public final class Apache4Clients {
  private Apache4Clients() {}

  /** Arguments: PORT. */
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
    Serving.untilToldToStop(Integer.parseInt(args[0]));
  }

  private static void say(String what, CloseableHttpClient client, HttpUriRequest request)
      throws IOException {
    try (CloseableHttpResponse response = client.execute(request)) {
      HttpEntity entity = response.getEntity();
      byte[] body = entity == null ? new byte[0] : entity.getContent().readAllBytes();
      int status = response.getStatusLine().getStatusCode();
      String text = new String(body, StandardCharsets.UTF_8);
      System.out.println(what + " " + (status == 200 ? text : status));
    }
  }
}
