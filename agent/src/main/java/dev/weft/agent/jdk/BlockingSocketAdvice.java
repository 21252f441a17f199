package dev.weft.agent.jdk;

import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.SocketImpl;
import net.bytebuddy.asm.Advice;

/** {@code sun.nio.ch.NioSocketImpl}: {@code java.net.Socket} and {@code ServerSocket}. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class BlockingSocketAdvice {
  private BlockingSocketAdvice() {}

  static final class Park {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Argument(value = 1, readOnly = false) int event,
        @Advice.Argument(value = 2, readOnly = false) long nanos,
        @Advice.Local("planned") boolean planned)
        throws IOException {
      ParkPlan plan = SocketHooks.planPark(fd, event, nanos);
      if (plan == null) {
        return false;
      }
      if (plan.waited()) {
        return true;
      }
      planned = true;
      event = plan.event();
      nanos = plan.nanos();
      return false;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) FileDescriptor fd, @Advice.Local("planned") boolean planned) {
      if (planned) {
        SocketHooks.parked(fd);
      }
    }
  }

  static final class Accept {
    @Advice.OnMethodExit
    static void exit(@Advice.Argument(0) SocketImpl accepted) {
      SocketHooks.accepted(accepted);
    }
  }

  /** {@code closerFor}, which {@code create} and {@code accept} call before a socket is whole. */
  static final class CloserFor {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) FileDescriptor fd) {
      SocketHooks.ofSocket(fd);
    }
  }

  static final class Listen {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue(value = "fd", declaringType = SocketImpl.class) FileDescriptor fd) {
      SocketHooks.listening(fd);
    }
  }

  static final class Available {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue(value = "fd", declaringType = SocketImpl.class) FileDescriptor fd,
        @Advice.Return(readOnly = false) int available)
        throws IOException {
      available = SocketHooks.available(fd, available);
    }
  }

  static final class ShutdownInput {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue(value = "fd", declaringType = SocketImpl.class) FileDescriptor fd) {
      SocketHooks.shuttingDownInput(fd);
    }
  }

  static final class ShutdownOutput {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue(value = "fd", declaringType = SocketImpl.class) FileDescriptor fd)
        throws IOException {
      SocketHooks.shuttingDownOutput(fd);
    }
  }

  static final class Close {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue(value = "fd", declaringType = SocketImpl.class) FileDescriptor fd) {
      SocketHooks.closing(fd);
    }
  }

  static final class SendUrgentData {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue(value = "fd", declaringType = SocketImpl.class) FileDescriptor fd)
        throws IOException {
      SocketHooks.urgentData(fd);
    }
  }
}
