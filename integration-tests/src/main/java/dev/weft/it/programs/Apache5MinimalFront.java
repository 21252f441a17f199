package dev.weft.it.programs;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.ContentType;

/** Apache HttpClient 5's minimal asynchronous clients, by what all of their releases have. */
public final class Apache5MinimalFront implements Sender {
  private final CloseableHttpAsyncClient client = HttpAsyncClients.createMinimal();
  private final CloseableHttpAsyncClient second = HttpAsyncClients.createHttp2Minimal();

  private Apache5MinimalFront() {
    client.start();
    second.start();
  }

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    Apache5MinimalFront front = new Apache5MinimalFront();
    ClientFront.serve(front);
    front.client.close();
    front.second.close();
  }

  @Override
  public String send(String method, String url) throws Exception {
    SimpleHttpRequest request = to(method, url);
    if (method.equals("POST")) {
      request.setBody("x", ContentType.TEXT_PLAIN);
    }
    return told(client.execute(request, null));
  }

  @Override
  public String sendOwn(String url, String traceParent) throws Exception {
    SimpleHttpRequest request = to("GET", url);
    request.setHeader("traceparent", traceParent);
    return told(client.execute(request, null));
  }

  @Override
  public String sendByHttp2(String url) throws Exception {
    return told(second.execute(to("GET", url), null));
  }

  @Override
  public String sendImpatiently(String url) throws Exception {
    SimpleHttpRequest request = to("GET", url);
    request.setConfig(
        RequestConfig.custom().setResponseTimeout(300, TimeUnit.MILLISECONDS).build());
    return told(client.execute(request, null));
  }

  @Override
  public List<String> sendAtOnce(String url, int count) throws Exception {
    List<Future<SimpleHttpResponse>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(client.execute(to("GET", url), null));
    }
    List<String> told = new ArrayList<>();
    for (Future<SimpleHttpResponse> answer : answers) {
      told.add(told(answer));
    }
    return told;
  }

  @Override
  public Running begin(String url) {
    Future<SimpleHttpResponse> answer = client.execute(to("GET", url), null);
    return new Running() {
      @Override
      public String await() throws Exception {
        return told(answer);
      }

      @Override
      public void cancel() {
        answer.cancel(true);
      }
    };
  }

  private static SimpleHttpRequest to(String method, String url) {
    return new SimpleHttpRequest(method, URI.create(url));
  }

  private static String told(Future<SimpleHttpResponse> answer)
      throws ExecutionException, InterruptedException {
    SimpleHttpResponse response = answer.get();
    return response.getCode() == 200 ? response.getBodyText() : "" + response.getCode();
  }
}
