package dev.weft.agent.http.apache5minimal;

import dev.weft.bootstrap.http.CurrentConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code InternalDataChannel}, the connection as the I/O reactor has it. */
final class ChannelAdvice {
  private ChannelAdvice() {}

  /** {@code onIOEvent}: what came is read, and handlers are told. */
  static final class Event {
    @Advice.OnMethodEnter
    static @Nullable Object enter(@Advice.This Object channel) {
      return CurrentConnection.enter(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Object before) {
      CurrentConnection.leave(before);
    }
  }
}
