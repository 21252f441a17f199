package dev.weft.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One endpoint. Who calls is checked by the headers and the TLS session before the body is read;
 * the handler then runs on a thread that may block.
 */
public final class Endpoint implements HttpService {
  /** The most bytes that a body may have, unless an endpoint says otherwise. */
  public static final int MAX_BODY = 1024 * 1024;

  private final Admission gate;
  private final int maxBody;
  private final Handler handler;

  /** Decides who may call, now or later. */
  public interface Admission {
    /**
     * Who calls. Called on the event loop, so that it must not block.
     *
     * @return fails with an {@link ApiException} when they may not
     */
    CompletionStage<Caller> decide(ServiceRequestContext context, HttpRequest request);
  }

  /** Decides at once who may call. */
  public interface Gate extends Admission {
    /**
     * Who calls.
     *
     * @throws ApiException when they may not
     */
    Caller admit(ServiceRequestContext context, HttpRequest request);

    @Override
    default CompletionStage<Caller> decide(ServiceRequestContext context, HttpRequest request) {
      return CompletableFuture.completedFuture(admit(context, request));
    }
  }

  /** What the endpoint does. */
  public interface Handler {
    /**
     * Answers one call.
     *
     * @throws ApiException when it is refused
     */
    HttpResponse handle(Call call);
  }

  public Endpoint(Admission gate, Handler handler) {
    this(gate, MAX_BODY, handler);
  }

  /** An endpoint that takes bodies of at most {@code maxBody} bytes. */
  public Endpoint(Admission gate, int maxBody, Handler handler) {
    this.gate = gate;
    this.maxBody = maxBody;
    this.handler = handler;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    return HttpResponse.of(
        gate.decide(context, request)
            .thenCompose(
                caller ->
                    BodyCollector.collect(context, request, maxBody)
                        .thenApplyAsync(
                            body ->
                                handler.handle(new Call(context, request.headers(), body, caller)),
                            context.blockingTaskExecutor())));
  }
}
