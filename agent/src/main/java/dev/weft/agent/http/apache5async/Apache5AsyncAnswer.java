package dev.weft.agent.http.apache5async;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.jspecify.annotations.Nullable;

/** Tells of a request's answer, and hands it on. */
public final class Apache5AsyncAnswer implements AsyncExecCallback {
  private final AsyncExecCallback callback;
  private final ClientExchange exchange;
  private final Object runtime;

  Apache5AsyncAnswer(AsyncExecCallback callback, ClientExchange exchange, Object runtime) {
    this.callback = callback;
    this.exchange = exchange;
    this.runtime = runtime;
  }

  void end(int status, @Nullable Throwable failure) {
    ClientRequests.carried(exchange, runtime);
    ClientRequests.end(exchange, status, failure);
  }

  @Override
  public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entityDetails)
      throws HttpException, IOException {
    end(response.getCode(), null);
    return callback.handleResponse(response, entityDetails);
  }

  @Override
  public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
    callback.handleInformationResponse(response);
  }

  @Override
  public void completed() {
    callback.completed();
  }

  @Override
  public void failed(Exception cause) {
    end(0, cause);
    callback.failed(cause);
  }
}
