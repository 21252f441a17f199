package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.ServerRequests;
import net.bytebuddy.asm.Advice;

/** {@code org.apache.tomcat.util.net.NioEndpoint} and {@code Nio2Endpoint}. */
final class EndpointAdvice {
  private EndpointAdvice() {}

  /** {@code setSocketOptions}: the endpoint takes a connection, of which nothing has been read. */
  static final class Accepted {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object endpoint, @Advice.Argument(0) Object channel) {
      ServerRequests.claim(channel, endpoint);
    }
  }
}
