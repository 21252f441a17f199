package dev.weft.agent.http.jetty9;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;

/** {@code org.eclipse.jetty.server.HttpChannel}. */
final class ChannelAdvice {
  private ChannelAdvice() {}

  /** {@code onCompleted}: the channel is done with its request. */
  static final class Completed {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpChannel channel) {
      Jetty9Requests.completed(channel);
    }
  }

  /** {@code abort}: the answer cannot be completed. */
  static final class Aborted {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpChannel channel, @Advice.Argument(0) Throwable failure) {
      Jetty9Requests.aborted(channel, failure);
    }
  }
}
