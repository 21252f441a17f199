package dev.weft.agent.jdk;

import dev.weft.bootstrap.IoResult;
import dev.weft.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import net.bytebuddy.asm.Advice;

/** {@code sun.nio.ch.SocketDispatcher}: every byte of every JDK socket passes here. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class SocketDispatcherAdvice {
  private SocketDispatcherAdvice() {}

  static final class Read {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static int enter(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Argument(1) long address,
        @Advice.Argument(2) int length)
        throws IOException {
      return SocketHooks.read(fd, address, length);
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Enter int handled,
        @Advice.Return(readOnly = false) int result)
        throws IOException {
      if (handled != 0) {
        result = handled;
      } else if (result == IoResult.EOF) {
        SocketHooks.endRead(fd);
      }
    }
  }

  static final class Write {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static int enter(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Argument(1) long address,
        @Advice.Argument(2) int length)
        throws IOException {
      return SocketHooks.write(fd, address, length);
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Enter int handled, @Advice.Return(readOnly = false) int result) {
      if (handled != 0) {
        result = handled;
      }
    }
  }

  static final class ReadVector {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static long enter(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Argument(1) long vector,
        @Advice.Argument(2) int count)
        throws IOException {
      return SocketHooks.readv(fd, vector, count);
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Enter long handled,
        @Advice.Return(readOnly = false) long result)
        throws IOException {
      if (handled != 0) {
        result = handled;
      } else if (result == IoResult.EOF) {
        SocketHooks.endRead(fd);
      }
    }
  }

  static final class WriteVector {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static long enter(
        @Advice.Argument(0) FileDescriptor fd,
        @Advice.Argument(1) long vector,
        @Advice.Argument(2) int count)
        throws IOException {
      return SocketHooks.writev(fd, vector, count);
    }

    @Advice.OnMethodExit
    static void exit(@Advice.Enter long handled, @Advice.Return(readOnly = false) long result) {
      if (handled != 0) {
        result = handled;
      }
    }
  }

  /** {@code close}, of this class on 17 and of its superclass {@code UnixDispatcher} later. */
  static final class Close {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(0) FileDescriptor fd) {
      SocketHooks.released(fd);
    }
  }
}
