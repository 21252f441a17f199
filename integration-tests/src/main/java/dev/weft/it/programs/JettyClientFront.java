package dev.weft.it.programs;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** Jetty's HttpClient. */
public final class JettyClientFront implements Sender {
  private final HttpClient client = new HttpClient();
  private final HttpClient second =
      new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client()));

  private JettyClientFront() {}

  /** No arguments. */
  public static void main(String[] args) throws Exception {
    JettyClientFront front = new JettyClientFront();
    front.client.start();
    front.second.start();
    ClientFront.serve(front);
    front.client.stop();
    front.second.stop();
  }

  @Override
  public String send(String method, String url) throws Exception {
    if (url.endsWith("/guarded")) {
      client
          .getAuthenticationStore()
          .addAuthentication(new BasicAuthentication(URI.create(url), "x", "a", "b"));
    }
    Request request = client.newRequest(url).method(method);
    if (method.equals("POST")) {
      request.body(new StringRequestContent("x"));
    }
    return told(request.send());
  }

  @Override
  public String sendOwn(String url, String traceParent) throws Exception {
    return told(
        client.newRequest(url).headers(fields -> fields.put("traceparent", traceParent)).send());
  }

  @Override
  public String sendByHttp2(String url) throws Exception {
    return told(second.newRequest(url).send());
  }

  @Override
  public String sendImpatiently(String url) throws Exception {
    return told(client.newRequest(url).timeout(300, TimeUnit.MILLISECONDS).send());
  }

  @Override
  public List<String> sendAtOnce(String url, int count) {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(begin(client.newRequest(url)));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public Running begin(String url) {
    Request request = client.newRequest(url);
    CompletableFuture<String> answer = begin(request);
    return new Running() {
      @Override
      public String await() {
        return answer.join();
      }

      @Override
      public void cancel() {
        Object unused = request.abort(new IllegalStateException("not wanted any more"));
      }
    };
  }

  private static CompletableFuture<String> begin(Request request) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    request.send(
        new BufferingResponseListener() {
          @Override
          public void onComplete(Result result) {
            if (result.isFailed()) {
              answer.completeExceptionally(result.getFailure());
            } else {
              answer.complete(getContentAsString());
            }
          }
        });
    return answer;
  }

  private static String told(ContentResponse response) {
    return response.getStatus() == 200
        ? response.getContentAsString()
        : String.valueOf(response.getStatus());
  }
}
