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

  /** As {@link IsAvailable}, unless the mesh is in all of it. */
  static final class IsMeshed {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Origin Class<?> transport, @Advice.Return(readOnly = false) boolean available) {
      available = available && NativeTransports.isMeshed(transport);
    }
  }

  /** As {@link UnavailabilityCause}, unless the mesh is in all of it. */
  static final class CauseUnlessMeshed {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Origin Class<?> transport,
        @Advice.Return(readOnly = false) @Nullable Throwable cause) {
      cause = NativeTransports.isMeshed(transport) ? cause : NativeTransports.cause(cause);
    }
  }

  /** As {@link EnsureAvailability}, unless the mesh is in all of it. */
  static final class EnsureUnlessMeshed {
    @Advice.OnMethodEnter
    static void enter(@Advice.Origin Class<?> transport) {
      if (!NativeTransports.isMeshed(transport)) {
        throw NativeTransports.refusal();
      }
    }
  }
}
