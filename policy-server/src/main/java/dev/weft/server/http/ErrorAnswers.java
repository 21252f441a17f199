package dev.weft.server.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failure, on every path, into a Kubernetes {@code Status}. */
public final class ErrorAnswers implements ServerErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  @Override
  public HttpResponse onServiceException(ServiceRequestContext context, Throwable thrown) {
    Throwable cause = Exceptions.peel(thrown);
    if (cause instanceof ApiException refusal) {
      return Reply.of(refusal);
    }
    if (cause instanceof ContentTooLargeException) {
      return Reply.of(
          new ApiException(
              413, "body: too large (expected: at most " + context.maxRequestLength() + " bytes)"));
    }
    if (cause instanceof HttpStatusException status) {
      return Reply.of(new ApiException(status.httpStatus().code(), text(status.httpStatus())));
    }
    if (cause instanceof RequestTimeoutException) {
      return Reply.of(new ApiException(503, "the request took too long; try again"));
    }
    if (cause instanceof StoreUnavailableException unavailable) {
      return Reply.of(new ApiException(503, String.valueOf(unavailable.getMessage())));
    }
    LOG.atError()
        .setCause(cause)
        .addKeyValue("method", context.method())
        .addKeyValue("route", context.config().route().patternString())
        .log("request failed");
    return Reply.of(new ApiException(500, "internal error; the server's log says more"));
  }

  @Override
  public AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    ApiException refusal = new ApiException(status.code(), text(status));
    return AggregatedHttpResponse.of(
        Reply.headers(status.code()), HttpData.wrap(JsonWriter.writeBytes(refusal.status())));
  }

  @Override
  public AggregatedHttpResponse onProtocolViolation(
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    return renderStatus(null, config, headers, status, description, cause);
  }

  private static String text(HttpStatus status) {
    return switch (status.code()) {
      case 404 -> "path: not found (expected: a path of this server's API)";
      case 405 -> "method: not allowed for this path";
      case 413 -> "body: too large";
      default -> status.reasonPhrase();
    };
  }
}
