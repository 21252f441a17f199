package dev.weft.it.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.util.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Apache HttpAsyncClient 4.1. */
public final class Apache4AsyncFront implements Sender {
  private final CloseableHttpAsyncClient client;

  private Apache4AsyncFront(CloseableHttpAsyncClient client) {
    this.client = client;
  }

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    BasicCredentialsProvider passwords = new BasicCredentialsProvider();
    passwords.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("a", "b"));
    serve(HttpAsyncClients.custom().setDefaultCredentialsProvider(passwords).build());
  }

  /** Serves with {@code client} until it is told to stop. */
  static void serve(CloseableHttpAsyncClient client) throws IOException {
    client.start();
    ClientFront.serve(new Apache4AsyncFront(client));
    client.close();
  }

  @Override
  public String send(String method, String url) throws Exception {
    if (method.equals("GET")) {
      return told(client.execute(new HttpGet(url), null));
    }
    HttpPost post = new HttpPost(url);
    post.setEntity(new StringEntity("x"));
    return told(client.execute(post, null));
  }

  @Override
  public String sendOwn(String url, String traceParent) throws Exception {
    HttpRequestBase request = new HttpGet(url);
    request.setHeader("traceparent", traceParent);
    return told(client.execute(request, null));
  }

  @Override
  public @Nullable String sendByHttp2(String url) {
    return null;
  }

  @Override
  public String sendImpatiently(String url) throws Exception {
    HttpRequestBase request = new HttpGet(url);
    request.setConfig(RequestConfig.custom().setSocketTimeout(300).build());
    return told(client.execute(request, null));
  }

  @Override
  public List<String> sendAtOnce(String url, int count) throws Exception {
    List<Future<HttpResponse>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(client.execute(new HttpGet(url), null));
    }
    List<String> told = new ArrayList<>();
    for (Future<HttpResponse> answer : answers) {
      told.add(told(answer));
    }
    return told;
  }

  @Override
  public Running begin(String url) {
    HttpRequestBase request = new HttpGet(url);
    Future<HttpResponse> answer = client.execute(request, null);
    return new Running() {
      @Override
      public String await() throws Exception {
        return told(answer);
      }

      @Override
      public void cancel() {
        // The future of 4.1 would be cancelled alone.
        request.abort();
      }
    };
  }

  private static String told(Future<HttpResponse> answer)
      throws IOException, ExecutionException, InterruptedException {
    HttpResponse response = answer.get();
    HttpEntity entity = response.getEntity();
    String text = entity == null ? "" : EntityUtils.toString(entity);
    int status = response.getStatusLine().getStatusCode();
    return status == 200 ? text : "" + status;
  }
}
