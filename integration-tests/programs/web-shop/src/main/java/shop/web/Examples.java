package shop.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Calls some of the examples that come with Tomcat. */
public final class Examples {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int UPLOAD = 3 << 20;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String authority;

  private Examples(String authority) {
    this.authority = authority;
  }

  /** Arguments: AUTHORITY WORD. Prints one line for each example. */
  public static void main(String[] args) throws Exception {
    Examples examples = new Examples(args[0]);
    String servlet = examples.get("/servlets/servlet/HelloWorldExample");
    System.out.println("servlet " + servlet.contains("<h1>Hello World!</h1>"));
    String jsp = examples.get("/jsp/jsp2/el/basic-arithmetic.jsp");
    System.out.println("jsp " + jsp.contains("<td>12001.4</td>"));
    System.out.println("nonblocking " + examples.upload());
    System.out.println("websocket " + examples.echo(args[1]));
  }

  private String get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private String upload() throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/servlets/nonblocking/bytecounter");
    return send(request.POST(BodyPublishers.ofByteArray(new byte[UPLOAD])).build());
  }

  private String echo(String word) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .connectTimeout(PATIENCE)
            .buildAsync(
                URI.create("ws://" + authority + "/examples/websocket/echoAnnotation"),
                new Whole(answer))
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    socket.sendText(word, true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    String echo = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "done").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return echo;
  }

  private HttpRequest.Builder request(String path) {
    URI uri = URI.create("http://" + authority + "/examples" + path);
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  private String send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString()).body();
  }

  /** Puts the parts of a message together. */
  private record Whole(CompletableFuture<String> answer, StringBuilder parts)
      implements WebSocket.Listener {
    Whole(CompletableFuture<String> answer) {
      this(answer, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        answer.complete(parts.toString());
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      answer.completeExceptionally(error);
    }
  }
}
