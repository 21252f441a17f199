package dev.weft.it.programs;

import java.util.concurrent.CompletableFuture;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.BoundRequestBuilder;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Response;

/** async-http-client: prints how each request went. */
public final class AsyncHttpClients {
  private final AsyncHttpClient client;
  private final String server;

  private AsyncHttpClients(AsyncHttpClient client, String server) {
    this.client = client;
    this.server = server;
  }

  /** Arguments: PORT, and that of a server with TLS. */
  public static void main(String[] args) throws Exception {
    try (AsyncHttpClient client =
        Dsl.asyncHttpClient(Dsl.config().setFollowRedirect(true).setMaxConnections(-1))) {
      AsyncHttpClients clients = new AsyncHttpClients(client, "http://127.0.0.1:" + args[0]);
      Callers.awaitTracing(clients::ask);
      Callers.say("get", 1, clients::ask, "GET", "/");
      Callers.say("post", 2, clients::ask, "POST", "/");
      Callers.say("away", 3, clients::ask, "GET", "/away");
      Callers.say("gone", 4, clients::ask, "GET", "/gone");
      Callers.chain(5, clients::ask);
      String secured = "https://127.0.0.1:" + args[1];
      Callers.say("secured", 11, new AsyncHttpClients(client, secured)::ask, "GET", "/");
      String closed = "http://127.0.0.1:" + Callers.closedPort();
      Callers.fail("refused", 9, new AsyncHttpClients(client, closed)::ask);
      Callers.fail("unknown", 10, new AsyncHttpClients(client, "http://" + Callers.NOWHERE)::ask);
      Callers.hunt(clients::ask);
      Serving.untilToldToStop(Integer.parseInt(args[0]));
    }
  }

  private CompletableFuture<String> ask(String method, String path) {
    BoundRequestBuilder request = client.prepare(method, server + path);
    BoundRequestBuilder sent = method.equals("POST") ? request.setBody("x") : request;
    return sent.execute().toCompletableFuture().thenApply(AsyncHttpClients::text);
  }

  private static String text(Response answer) {
    return answer.getStatusCode() == 200 ? answer.getResponseBody() : "" + answer.getStatusCode();
  }
}
