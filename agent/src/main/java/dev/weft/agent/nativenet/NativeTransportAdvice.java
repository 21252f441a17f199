package dev.weft.agent.nativenet;

import dev.weft.bootstrap.NativeTransports;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Netty's {@code Epoll}, {@code IoUring} and {@code KQueue}: each says whether it can be used. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
final class NativeTransportAdvice {
  private NativeTransportAdvice() {}

  static final class IsAvailable {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) boolean available) {
      available = false;
    }
  }

  static final class UnavailabilityCause {
    @Advice.OnMethodExit
    static void exit(@Advice.Return(readOnly = false) @Nullable Throwable cause) {
      cause = NativeTransports.cause(cause);
    }
  }

  static final class EnsureAvailability {
    @Advice.OnMethodEnter
    static void enter() {
      throw NativeTransports.refusal();
    }
  }
}
