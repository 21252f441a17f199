package dev.weft.agent.http.nettyepoll;

import dev.weft.bootstrap.nativenet.NativeBytes;
import dev.weft.bootstrap.nativenet.NativeSockets;
import java.io.IOException;
import java.net.SocketAddress;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code unix.Socket} and {@code epoll.LinuxSocket}: what is done with a socket beside bytes. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class SocketAdvice {
  private SocketAdvice() {}

  /** {@code connect}. */
  static final class Connect {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object socket, @Advice.Argument(0) SocketAddress remote)
        throws IOException {
      NativeSockets.connecting(socket, remote);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(
        @Advice.This Object socket,
        @Advice.Return boolean connected,
        @Advice.Thrown @Nullable Throwable thrown)
        throws IOException {
      NativeSockets.connectReturned(socket, connected, thrown != null);
    }
  }

  /** {@code finishConnect}. */
  static final class FinishConnect {
    @Advice.OnMethodExit
    static void exit(@Advice.This Object socket, @Advice.Return boolean connected)
        throws IOException {
      NativeSockets.connectFinished(socket, connected);
    }
  }

  /** {@code listen}. */
  static final class Listen {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object socket) {
      NativeSockets.listening(socket);
    }
  }

  /** {@code shutdown}. */
  static final class Shutdown {
    @Advice.OnMethodEnter
    static void enter(
        @Advice.This Object socket,
        @Advice.Argument(0) boolean input,
        @Advice.Argument(1) boolean output)
        throws IOException {
      NativeSockets.shuttingDown(socket, input, output);
    }
  }

  /**
   * {@code sendTo} and {@code sendToAddress}, which open a TCP connection by its first bytes: none
   * of them are taken, and it is opened as usual.
   */
  static final class FastOpen {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.This Object socket, @Advice.Argument(5) boolean fastOpen) {
      return NativeSockets.forbidsFastOpen(socket, fastOpen);
    }
  }

  /** {@code sendToAddresses}, as {@link FastOpen}. */
  static final class FastOpenVector {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Advice.This Object socket, @Advice.Argument(4) boolean fastOpen) {
      return NativeSockets.forbidsFastOpen(socket, fastOpen);
    }
  }

  /** {@code LinuxSocket.sendFile}. */
  static final class SendFile {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object socket,
        @Advice.Argument(0) Object region,
        @Advice.Argument(2) long offset,
        @Advice.Local("result") long result)
        throws IOException {
      result = EpollFiles.send(socket, region, offset);
      return result != NativeBytes.PASS;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean handled,
        @Advice.Local("result") long result,
        @Advice.Return(readOnly = false) long returned) {
      if (handled) {
        returned = result;
      }
    }
  }
}
