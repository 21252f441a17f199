package dev.weft.agent.http.reactor;

import net.bytebuddy.asm.Advice;
import reactor.core.CoreSubscriber;

/** {@code subscribe} of a source, or {@code subscribeOrReturn} of one in the middle of a chain. */
final class SubscribeAdvice {
  private SubscribeAdvice() {}

  /** On the thread that subscribes. */
  static final class Subscribe {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) CoreSubscriber<?> subscriber) {
      subscriber = ReactorContexts.subscribing(subscriber);
    }
  }
}
