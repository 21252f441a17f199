package dev.weft.server.metrics;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times requests by the pattern of their route, which is the server's own; nothing that
 * a client chooses freely becomes a label.
 */
final class RequestMeter implements DecoratingHttpServiceFunction {
  private final MeterRegistry registry;

  RequestMeter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public HttpResponse serve(
      HttpService delegate, ServiceRequestContext context, HttpRequest request) throws Exception {
    String route = context.config().route().patternString();
    var unused = context.log().whenComplete().thenAccept(log -> record(route, log));
    return delegate.serve(context, request);
  }

  private void record(String route, RequestLog log) {
    int status = log.responseHeaders().status().code();
    Timer.builder("weft.http.requests")
        .description("Requests, from the first byte to the end of the answer.")
        .tag("route", route)
        .tag("method", log.requestHeaders().method().name())
        .tag("status", String.valueOf(status))
        .register(registry)
        .record(log.totalDurationNanos(), TimeUnit.NANOSECONDS);
    if (status == 401 || status == 403) {
      Counter.builder("weft.auth.failures")
          .description("Requests of callers who are not known (401) or may not do this (403).")
          .tag("status", String.valueOf(status))
          .register(registry)
          .increment();
    }
  }
}
