package dev.weft.server.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;

/**
 * One endpoint. Who calls is checked by the headers and the TLS session before the body is read;
 * the handler then runs on a thread that may block.
 */
public final class Endpoint implements HttpService {
  /** The most bytes that a body may have, unless an endpoint says otherwise. */
  public static final int MAX_BODY = 1024 * 1024;

  private final Gate gate;
  private final int maxBody;
  private final Handler handler;

  /** Decides who may call. */
  public interface Gate {
    /**
     * Who calls.
     *
     * @throws ApiException when they may not
     */
    Caller admit(ServiceRequestContext context, HttpRequest request);
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

  public Endpoint(Gate gate, Handler handler) {
    this(gate, MAX_BODY, handler);
  }

  /** An endpoint that takes bodies of at most {@code maxBody} bytes. */
  public Endpoint(Gate gate, int maxBody, Handler handler) {
    this.gate = gate;
    this.maxBody = maxBody;
    this.handler = handler;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    Caller caller = gate.admit(context, request);
    return HttpResponse.of(
        BodyCollector.collect(context, request, maxBody)
            .thenApplyAsync(
                body -> handler.handle(new Call(context, request.headers(), body, caller)),
                context.blockingTaskExecutor()));
  }
}
