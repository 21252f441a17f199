package dev.weft.agent.http.apache4async;

import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;

/**
 * {@code AbstractClientExchangeHandler}, {@code DefaultClientExchangeHandlerImpl} and {@code
 * MinimalClientExchangeHandlerImpl}.
 */
final class HandlerAdvice {
  private HandlerAdvice() {}

  /** {@code start}: on the thread of the program that sends. */
  static final class Started {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler) {
      Apache4AsyncRequests.started(handler);
    }
  }

  /** {@code requestConnection}: for a request that is on its way now, on any thread. */
  static final class Connecting {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object handler,
        @Advice.FieldValue("requestRef") AtomicReference<HttpRequestWrapper> request,
        @Advice.FieldValue("routeRef") AtomicReference<HttpRoute> route) {
      Apache4AsyncRequests.connecting(handler, request.get(), route.get());
    }
  }

  /** {@code generateRequest} of the minimal one: the head of its request goes out now. */
  static final class Generated {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object handler, @Advice.Return HttpRequest request) {
      Apache4AsyncRequests.sending(handler, request);
    }
  }

  /** {@code responseReceived} of the minimal one: the head of its answer. */
  static final class Received {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler, @Advice.Argument(0) HttpResponse response) {
      Apache4AsyncRequests.answered(handler, response);
    }
  }

  /** {@code executionFailed}. */
  static final class Failed {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler, @Advice.Argument(0) Exception failure) {
      Apache4AsyncRequests.failed(handler, failure);
    }
  }

  /** {@code executionCancelled}. */
  static final class Cancelled {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler) {
      Apache4AsyncRequests.cancelled(handler);
    }
  }

  /** {@code releaseResources}: the end, whatever it was. */
  static final class Released {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object handler) {
      Apache4AsyncRequests.released(handler);
    }
  }
}
