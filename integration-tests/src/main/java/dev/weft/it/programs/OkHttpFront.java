package dev.weft.it.programs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** OkHttp, by what all of its releases have. */
public final class OkHttpFront implements Sender {
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .readTimeout(1, TimeUnit.MINUTES)
          .authenticator((route, response) -> withPassword(response.request()))
          .build();

  private OkHttpFront() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    OkHttpFront front = new OkHttpFront();
    ClientFront.serve(front);
    front.client.dispatcher().executorService().shutdownNow();
    front.client.connectionPool().evictAll();
  }

  private static @Nullable Request withPassword(Request request) {
    return request.header("Authorization") != null
        ? null
        : request.newBuilder().header("Authorization", Credentials.basic("a", "b")).build();
  }

  @Override
  @SuppressWarnings("deprecation") // In every release.
  public String send(String method, String url) throws IOException {
    RequestBody body = method.equals("POST") ? RequestBody.create(null, "x") : null;
    return told(client.newCall(to(url).method(method, body).build()).execute());
  }

  /** By an interceptor of the program's, which sees each request last. */
  @Override
  public String sendOwn(String url, String traceParent) throws IOException {
    OkHttpClient own =
        client
            .newBuilder()
            .addNetworkInterceptor(
                chain ->
                    chain.proceed(
                        chain.request().newBuilder().header("traceparent", traceParent).build()))
            .build();
    return told(own.newCall(to(url).build()).execute());
  }

  @Override
  public @Nullable String sendByHttp2(String url) throws IOException {
    Protocol prior;
    try {
      prior = Protocol.valueOf("H2_PRIOR_KNOWLEDGE");
    } catch (IllegalArgumentException e) {
      return null;
    }
    OkHttpClient second = client.newBuilder().protocols(List.of(prior)).build();
    return told(second.newCall(to(url).build()).execute());
  }

  @Override
  public String sendImpatiently(String url) throws IOException {
    OkHttpClient impatient = client.newBuilder().readTimeout(300, TimeUnit.MILLISECONDS).build();
    return told(impatient.newCall(to(url).build()).execute());
  }

  @Override
  public List<String> sendAtOnce(String url, int count) {
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(enqueue(client.newCall(to(url).build())));
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public Running begin(String url) {
    Call call = client.newCall(to(url).build());
    CompletableFuture<String> answer = enqueue(call);
    return new Running() {
      @Override
      public String await() {
        return answer.join();
      }

      @Override
      public void cancel() {
        call.cancel();
      }
    };
  }

  private static CompletableFuture<String> enqueue(Call call) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onFailure(Call failed, IOException failure) {
            answer.completeExceptionally(failure);
          }

          @Override
          public void onResponse(Call answered, Response response) throws IOException {
            answer.complete(told(response));
          }
        });
    return answer;
  }

  private static Request.Builder to(String url) {
    return new Request.Builder().url(url);
  }

  private static String told(Response response) throws IOException {
    try (ResponseBody body = response.body()) {
      String text = body == null ? "" : body.string();
      return response.code() == 200 ? text : String.valueOf(response.code());
    }
  }
}
