package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.trace.TraceScope;
import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** {@code org.apache.catalina.connector.CoyoteAdapter}. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class AdapterAdvice {
  private AdapterAdvice() {}

  /** Where requests of every protocol begin; a dispatch of an asynchronous one does not pass it. */
  static final class Service {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) Request request,
        @Advice.Argument(1) Response response,
        @Advice.Local("scope") @Nullable TraceScope scope) {
      boolean refused = TomcatRequests.isRefused(request, response);
      scope = TomcatRequests.enter(request);
      return refused;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) Request request,
        @Advice.Argument(1) Response response,
        @Advice.Local("scope") @Nullable TraceScope scope,
        @Advice.Thrown @Nullable Throwable thrown) {
      ServerRequests.leave(scope);
      TomcatRequests.left(request, response, thrown);
    }
  }

  /** Where an asynchronous request comes back to the application, and where it ends. */
  static final class AsyncDispatch {
    @Advice.OnMethodEnter
    static @Nullable TraceScope enter(@Advice.Argument(0) Request request) {
      return TomcatRequests.enter(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) Request request,
        @Advice.Argument(1) Response response,
        @Advice.Enter @Nullable TraceScope scope,
        @Advice.Thrown @Nullable Throwable thrown) {
      ServerRequests.leave(scope);
      TomcatRequests.left(request, response, thrown);
    }
  }
}
