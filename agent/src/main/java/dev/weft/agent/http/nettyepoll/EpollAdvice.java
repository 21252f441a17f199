package dev.weft.agent.http.nettyepoll;

import dev.weft.bootstrap.nativenet.NativeSockets;
import net.bytebuddy.asm.Advice;

/** The channels of {@code io.netty.channel.epoll}, and how their event loops wait for them. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class EpollAdvice {
  private EpollAdvice() {}

  /** Each constructor of {@code EpollSocketChannel}: nobody has the channel before it returns. */
  static final class Opened {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object channel) {
      EpollChannel.opened(channel);
    }
  }

  /** Each constructor of {@code EpollServerSocketChannel}. */
  static final class ServerOpened {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object channel) {
      EpollChannel.serverOpened(channel);
    }
  }

  /** {@code AbstractEpollStreamChannel.spliceTo}, all of them. */
  static final class Splice {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object channel, @Advice.Argument(0) Object other) {
      NativeSockets.splicing(channel, other);
    }
  }

  /** {@code AbstractEpollUnsafe.epollOutReady}. */
  static final class OutReady {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.FieldValue("this$0") Object channel) {
      return !NativeSockets.writable(channel);
    }
  }

  /** {@code EpollStreamUnsafe.epollInReady}. */
  static final class InReady {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.FieldValue("this$0") Object channel) {
      return !NativeSockets.readable(channel);
    }

    @Advice.OnMethodExit
    static void exit(@Advice.FieldValue("this$0") Object channel) {
      NativeSockets.hasRead(channel);
    }
  }

  /** {@code AbstractEpollUnsafe.epollRdHupReady}. */
  static final class HungUp {
    @Advice.OnMethodEnter
    static void enter(@Advice.FieldValue("this$0") Object channel) {
      NativeSockets.hungUp(channel);
    }
  }

  /** {@code Native.epollCtlAdd}. */
  static final class Register {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) int epoll,
        @Advice.Argument(1) int number,
        @Advice.Argument(value = 2, readOnly = false) int events) {
      events = NativeSockets.registered(epoll, number, events);
    }
  }

  /** {@code Native.epollCtlMod}. */
  static final class Modify {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.Argument(0) int epoll,
        @Advice.Argument(1) int number,
        @Advice.Argument(value = 2, readOnly = false) int events) {
      events = NativeSockets.modified(epoll, number, events);
    }
  }

  /** {@code Native.epollCtlDel}. */
  static final class Deregister {
    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(1) int number) {
      NativeSockets.deregistered(number);
    }
  }
}
