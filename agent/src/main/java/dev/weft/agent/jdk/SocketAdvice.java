package dev.weft.agent.jdk;

import dev.weft.bootstrap.SocketHooks;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code Socket} and {@code ServerSocket}, where a program brings an implementation of its own. */
final class SocketAdvice {
  private SocketAdvice() {}

  /** For one socket, by its constructor, or by a factory for all. */
  static final class Implementation {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) @Nullable Object implementation) {
      SocketHooks.implementedBy(implementation);
    }
  }
}
