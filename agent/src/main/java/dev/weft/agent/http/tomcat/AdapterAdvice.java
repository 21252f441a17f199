package dev.weft.agent.http.tomcat;

import net.bytebuddy.asm.Advice;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/** {@code org.apache.catalina.connector.CoyoteAdapter}. */
final class AdapterAdvice {
  private AdapterAdvice() {}

  /** Where requests of every protocol begin; a dispatch of an asynchronous one does not pass it. */
  static final class Service {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) Request request, @Advice.Argument(1) Response response) {
      return TomcatRequests.isRefused(request, response);
    }
  }
}
