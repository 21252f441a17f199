package dev.weft.agent.http.tomcat;

import net.bytebuddy.asm.Advice;

/** {@code org.apache.coyote.Request}. */
final class RequestAdvice {
  private RequestAdvice() {}

  /** {@code recycle}: the request is over, for whatever reason. */
  static final class Recycle {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object request) {
      TomcatRequests.recycled(request);
    }
  }
}
