package dev.weft.bootstrap;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;

/**
 * The JDK's own native socket calls, beneath every hook. Made when the first meshed connection
 * needs it, so that a program without any pays nothing.
 */
public final class RawSocket {
  /** Poll event: readable ({@code sun.nio.ch.Net.POLLIN}). */
  public static final int POLLIN = 1;

  /** Poll event: writable ({@code sun.nio.ch.Net.POLLOUT}). */
  public static final int POLLOUT = 4;

  /** {@code sun.nio.ch.Net.SHUT_RD}. */
  static final int SHUT_RD = 0;

  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int TCP_QUICKACK = 12;

  private static final int SHUT_WR = 1;
  private static final int SHUT_RDWR = 2;

  private static final MethodHandle READ;
  private static final MethodHandle WRITE;
  private static final MethodHandle POLL;
  private static final MethodHandle SHUTDOWN;
  private static final MethodHandle LOCAL_ADDRESS;
  private static final MethodHandle REMOTE_ADDRESS;
  private static final MethodHandle OPTION;
  private static final MethodHandle SET_INT_OPTION;

  static {
    try {
      Class<?> net = Class.forName("sun.nio.ch.Net");
      Class<?> dispatcher = Class.forName("sun.nio.ch.SocketDispatcher");
      Members inNet = Members.of(net);
      Members inDispatcher = Members.of(dispatcher);
      MethodType transfer =
          MethodType.methodType(int.class, FileDescriptor.class, long.class, int.class);
      READ = inDispatcher.findStatic("read0", transfer);
      WRITE = write(inDispatcher, transfer);
      POLL =
          inNet.findStatic(
              "poll",
              MethodType.methodType(int.class, FileDescriptor.class, int.class, long.class));
      SHUTDOWN =
          inNet.findStatic(
              "shutdown", MethodType.methodType(void.class, FileDescriptor.class, int.class));
      MethodType address = MethodType.methodType(InetSocketAddress.class, FileDescriptor.class);
      LOCAL_ADDRESS = inNet.findStatic("localAddress", address);
      REMOTE_ADDRESS = inNet.findStatic("remoteAddress", address);
      OPTION =
          inNet.findStatic(
              "getSocketOption",
              MethodType.methodType(Object.class, FileDescriptor.class, SocketOption.class));
      SET_INT_OPTION =
          inNet.findStatic(
              "setIntOption0",
              MethodType.methodType(
                  void.class,
                  FileDescriptor.class,
                  boolean.class,
                  int.class,
                  int.class,
                  int.class,
                  boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private RawSocket() {}

  /** Where write(2) lives: in the file dispatcher on 17, in the socket dispatcher on later JDKs. */
  private static MethodHandle write(Members inDispatcher, MethodType type)
      throws ReflectiveOperationException {
    try {
      return inDispatcher.findStatic("write0", type);
    } catch (NoSuchMethodException e) {
      Class<?> file = Class.forName("sun.nio.ch.FileDispatcherImpl");
      return Members.of(file).findStatic("write0", type);
    }
  }

  /** read(2): a byte count, or one of {@link IoResult}. Blocks when the descriptor does. */
  public static int read(FileDescriptor fd, long address, int length) throws IOException {
    try {
      return (int) READ.invokeExact(fd, address, length);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** write(2): a byte count, or one of {@link IoResult}. Blocks when the descriptor does. */
  public static int write(FileDescriptor fd, long address, int length) throws IOException {
    try {
      return (int) WRITE.invokeExact(fd, address, length);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /**
   * poll(2) for {@code events}, at most {@code millis} (-1: for ever); the events that are ready.
   */
  public static int poll(FileDescriptor fd, int events, long millis) throws IOException {
    try {
      return (int) POLL.invokeExact(fd, events, millis);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** shutdown(2) of both directions: whoever waits on the descriptor wakes up. */
  public static void shutdown(FileDescriptor fd) throws IOException {
    shutdown(fd, SHUT_RDWR);
  }

  /** shutdown(2) of the output: the peer reads the end of the stream after what was sent. */
  public static void shutdownOutput(FileDescriptor fd) throws IOException {
    shutdown(fd, SHUT_WR);
  }

  private static void shutdown(FileDescriptor fd, int how) throws IOException {
    try {
      SHUTDOWN.invokeExact(fd, how);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** The local address of a bound descriptor. */
  public static InetSocketAddress localAddress(FileDescriptor fd) throws IOException {
    try {
      return (InetSocketAddress) LOCAL_ADDRESS.invokeExact(fd);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** The remote address of a connected descriptor. */
  public static InetSocketAddress remoteAddress(FileDescriptor fd) throws IOException {
    try {
      return (InetSocketAddress) REMOTE_ADDRESS.invokeExact(fd);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** {@code SO_LINGER}: how many seconds a close waits (0: it resets instead), -1 for none. */
  public static int linger(FileDescriptor fd) throws IOException {
    SocketOption<Integer> linger = StandardSocketOptions.SO_LINGER;
    try {
      Object seconds = (Object) OPTION.invokeExact(fd, (SocketOption<?>) linger);
      return seconds instanceof Integer number ? number : -1;
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /**
   * Has what arrives next acknowledged at once, in place of with the next bytes that are sent or
   * after a delay. The kernel goes back to its own ways with those.
   */
  public static void acknowledgeAtOnce(FileDescriptor fd) throws IOException {
    switchOn(fd, TCP_QUICKACK);
  }

  /** Has what was written leave at once, now and from now on ({@code TCP_NODELAY}). */
  public static void sendAtOnce(FileDescriptor fd) throws IOException {
    switchOn(fd, TCP_NODELAY);
  }

  private static void switchOn(FileDescriptor fd, int option) throws IOException {
    try {
      SET_INT_OPTION.invokeExact(fd, false, IPPROTO_TCP, option, 1, false);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }
}
