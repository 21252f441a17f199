package dev.weft.agent.jdk;

import dev.weft.bootstrap.PlatformSockets;
import dev.weft.bootstrap.SocketHooks;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code Socket}, {@code ServerSocket} and {@code SocketImpl}: what implements a socket. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class SocketAdvice {
  private SocketAdvice() {}

  /** The program's own, for one socket, by its constructor, or by a factory for all. */
  static final class Implementation {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) @Nullable Object implementation) {
      SocketHooks.implementedBy(implementation);
    }
  }

  /** {@code createPlatformSocketImpl}: the JDK's. */
  static final class Platform {
    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) boolean server, @Advice.Return(readOnly = false) SocketImpl made) {
      made = PlatformSockets.present(made, server);
    }
  }
}
