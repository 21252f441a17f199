package dev.weft.agent.http.tomcat;

import dev.weft.bootstrap.http.ServerRequests;
import net.bytebuddy.asm.Advice;

/** {@code org.apache.tomcat.util.net.NioChannel} and {@code Nio2Channel}. */
final class ChannelAdvice {
  private ChannelAdvice() {}

  /** {@code reset}: a channel is taken for the connection of a wrapper. */
  static final class Reset {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) Object channel, @Advice.Argument(1) Object wrapper) {
      ServerRequests.anchor(wrapper, channel);
    }
  }
}
