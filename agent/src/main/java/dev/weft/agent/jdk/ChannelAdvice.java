package dev.weft.agent.jdk;

import dev.weft.bootstrap.ParkPlan;
import dev.weft.bootstrap.SocketHooks;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import net.bytebuddy.asm.Advice;

/** {@code sun.nio.ch.SocketChannelImpl}, its interface, and those it works with. */
// Byte Buddy carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class ChannelAdvice {
  private ChannelAdvice() {}

  /** The default method {@code SelChImpl.park}. */
  static final class Park {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Channel channel,
        @Advice.Argument(value = 0, readOnly = false) int event,
        @Advice.Argument(value = 1, readOnly = false) long nanos,
        @Advice.Local("planned") boolean planned)
        throws IOException {
      ParkPlan plan = SocketHooks.planPark(channel, event, nanos);
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
    static void exit(@Advice.This Channel channel, @Advice.Local("planned") boolean planned) {
      if (planned) {
        SocketHooks.parked(channel);
      }
    }
  }

  /** The constructor for accepted connections. */
  static final class Accepted {
    @Advice.OnMethodExit
    static void exit(
        @Advice.This SelectableChannel channel,
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("family") ProtocolFamily family) {
      if (family != StandardProtocolFamily.UNIX) {
        SocketHooks.accepted(fd);
        SocketHooks.carries(channel);
      }
    }
  }

  /** {@code endConnect}: {@code Net.connect} has returned, whether or not TCP is connected. */
  static final class Connecting {
    @Advice.OnMethodEnter
    static void enter(@Advice.This SelectableChannel channel) {
      SocketHooks.carries(channel);
    }
  }

  /** {@code bind}, which listens too, after {@code Net.bind}. */
  static final class Bind {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("family") ProtocolFamily family) {
      if (family != StandardProtocolFamily.UNIX) {
        SocketHooks.binding(fd);
      }
    }
  }

  /** The constructor for a server channel of a descriptor that the process was started with. */
  static final class Inherited {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("family") ProtocolFamily family,
        @Advice.Argument(3) boolean bound) {
      if (bound && family != StandardProtocolFamily.UNIX) {
        SocketHooks.listening(fd);
      }
    }
  }

  static final class InterestOps {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue("fd") FileDescriptor fd, @Advice.Return(readOnly = false) int events) {
      events = SocketHooks.interestEvents(fd, events);
    }
  }

  static final class ReadyOps {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.Argument(value = 0, readOnly = false) int events,
        @Advice.Argument(2) SelectionKey key) {
      events = SocketHooks.readyEvents(fd, events, key);
    }
  }

  static final class Available {
    @Advice.OnMethodExit
    static void exit(
        @Advice.FieldValue("fd") FileDescriptor fd, @Advice.Return(readOnly = false) int available)
        throws IOException {
      available = SocketHooks.available(fd, available);
    }
  }

  /** {@code shutdownInput} of selectable and asynchronous channels. */
  static final class ShutdownInput {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.shuttingDownInput(fd);
    }
  }

  /** {@code shutdownOutput} of selectable and asynchronous channels. */
  static final class ShutdownOutput {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) throws IOException {
      SocketHooks.shuttingDownOutput(fd);
    }
  }

  /** Whatever a close of a channel goes through. */
  static final class Close {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      SocketHooks.closing(fd);
    }
  }

  static final class SendUrgentData {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("fd") FileDescriptor fd) throws IOException {
      SocketHooks.urgentData(fd);
    }
  }

  /** {@code FileChannelImpl.transferToDirect}: sendfile(2) would send the file in the clear. */
  static final class TransferTo {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.Argument(2) WritableByteChannel target) {
      return SocketHooks.forbidsZeroCopy(target);
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean forbidden, @Advice.Return(readOnly = false) long transferred) {
      if (forbidden) {
        transferred = -6;
      }
    }
  }
}
