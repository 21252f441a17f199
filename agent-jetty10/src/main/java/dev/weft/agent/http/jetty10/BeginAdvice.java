package dev.weft.agent.http.jetty10;

import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;

/** {@code org.eclipse.jetty.server.HttpChannel}. */
final class BeginAdvice {
  private BeginAdvice() {}

  /** {@code onRequest}: the head of a request is complete, of whatever protocol. */
  static final class Begun {
    @Advice.OnMethodEnter
    static void enter(@Advice.This HttpChannel channel, @Advice.Argument(0) MetaData.Request head) {
      Jetty10Heads.begun(channel, head);
    }
  }
}
