package dev.weft.agent.jdk;

import dev.weft.bootstrap.AsyncHooks;
import dev.weft.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import net.bytebuddy.asm.Advice;

/** {@code sun.nio.ch.UnixAsynchronousSocketChannelImpl}. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class AsyncChannelAdvice {
  private AsyncChannelAdvice() {}

  static final class UpdateEvents {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object channel,
        @Advice.FieldValue("port") Object port,
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("fdVal") int descriptor,
        @Advice.FieldValue("connectPending") boolean connecting,
        @Advice.FieldValue("readPending") boolean reading,
        @Advice.FieldValue("writePending") boolean writing) {
      return AsyncHooks.updateEvents(channel, port, fd, descriptor, connecting, reading, writing);
    }
  }

  static final class OnEvent {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object channel,
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("connectPending") boolean connecting,
        @Advice.Argument(value = 0, readOnly = false) int events) {
      events = AsyncHooks.onEvent(channel, fd, events, connecting);
      return events == 0;
    }
  }

  /** The constructor for accepted connections. */
  static final class Accepted {
    @Advice.OnMethodExit
    static void exit(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.accepted(fd);
    }
  }

  /**
   * {@code AsynchronousServerSocketChannelImpl.bind}, which listens too, after {@code Net.bind}.
   */
  static final class Bind {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.binding(fd);
    }
  }

  static final class SetConnected {
    @Advice.OnMethodExit
    static void exit(@Advice.FieldValue("fd") FileDescriptor fd) throws IOException {
      SocketHooks.connected(fd);
    }
  }
}
