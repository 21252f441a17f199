package dev.weft.server.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Reads a request's body up to a limit. What exceeds it is read and thrown away, until the server's
 * hard limit ends the request: an HTTP/2 client that is not read from would never see the refusal.
 */
final class BodyCollector implements Subscriber<HttpObject> {
  private final int limit;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final CompletableFuture<HttpData> whole = new CompletableFuture<>();
  private boolean tooLarge;

  private BodyCollector(int limit) {
    this.limit = limit;
  }

  /**
   * The body of {@code request}.
   *
   * @param limit the most bytes that it may have; a longer one fails with 413
   */
  static CompletableFuture<HttpData> collect(
      ServiceRequestContext context, HttpRequest request, int limit) {
    BodyCollector collector = new BodyCollector(limit);
    request.subscribe(collector, context.eventLoop());
    return collector.whole;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject part) {
    if (part instanceof HttpData data) {
      try (data) {
        tooLarge = tooLarge || content.size() + data.length() > limit;
        if (!tooLarge) {
          content.writeBytes(data.array());
        }
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    whole.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    if (tooLarge) {
      whole.completeExceptionally(
          new ApiException(413, "body: too large (expected: at most " + limit + " bytes)"));
    } else {
      whole.complete(HttpData.wrap(content.toByteArray()));
    }
  }
}
