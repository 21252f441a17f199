package dev.weft.agent.http.apache5async;

import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** {@code AsyncConnectExec}. */
final class ExecAdvice {
  private ExecAdvice() {}

  /** {@code execute}: one request, on any thread. The callback is the library's own. */
  static final class Execute {
    @Advice.OnMethodEnter
    static @Nullable Apache5AsyncAnswer enter(
        @Advice.Argument(0) HttpRequest request,
        @Advice.Argument(2) AsyncExecChain.Scope scope,
        @Advice.Argument(value = 4, readOnly = false) AsyncExecCallback callback) {
      Apache5AsyncAnswer answer = Apache5AsyncRequests.begin(request, scope, callback);
      callback = Apache5AsyncRequests.callback(answer, callback);
      return answer;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Apache5AsyncAnswer answer,
        @Advice.Thrown @Nullable Throwable failure) {
      Apache5AsyncRequests.thrown(answer, failure);
    }
  }
}
