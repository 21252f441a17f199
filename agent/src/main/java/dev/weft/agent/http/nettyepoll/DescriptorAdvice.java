package dev.weft.agent.http.nettyepoll;

import dev.weft.bootstrap.nativenet.NativeBytes;
import dev.weft.bootstrap.nativenet.NativeSockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;

/** {@code unix.FileDescriptor} and {@code unix.Socket}: how bytes come and go. */
// What is woven carries the values of assigned parameters on.
@SuppressWarnings("UnusedVariable")
final class DescriptorAdvice {
  private DescriptorAdvice() {}

  /** {@code readAddress} and {@code recvAddress}. */
  static final class ReadAddress {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object descriptor,
        @Advice.Argument(0) long address,
        @Advice.Argument(1) int position,
        @Advice.Argument(2) int limit,
        @Advice.Local("result") int result)
        throws IOException {
      result = NativeBytes.read(descriptor, address + position, limit - position);
      return result != NativeBytes.PASS;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean handled,
        @Advice.Local("result") int result,
        @Advice.Return(readOnly = false) int returned) {
      if (handled) {
        returned = result;
      }
    }
  }

  /** {@code read} and {@code recv}. */
  static final class ReadBuffer {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object descriptor,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Argument(1) int position,
        @Advice.Argument(2) int limit,
        @Advice.Local("result") int result)
        throws IOException {
      result = NativeBytes.read(descriptor, buffer, position, limit);
      return result != NativeBytes.PASS;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean handled,
        @Advice.Local("result") int result,
        @Advice.Return(readOnly = false) int returned) {
      if (handled) {
        returned = result;
      }
    }
  }

  /** {@code writeAddress} and {@code sendAddress}. */
  static final class WriteAddress {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object descriptor,
        @Advice.Argument(0) long address,
        @Advice.Argument(1) int position,
        @Advice.Argument(2) int limit,
        @Advice.Local("result") int result)
        throws IOException {
      result = NativeBytes.write(descriptor, address + position, limit - position);
      return result != NativeBytes.PASS;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean handled,
        @Advice.Local("result") int result,
        @Advice.Return(readOnly = false) int returned) {
      if (handled) {
        returned = result;
      }
    }
  }

  /** {@code write} and {@code send}. */
  static final class WriteBuffer {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object descriptor,
        @Advice.Argument(0) ByteBuffer buffer,
        @Advice.Argument(1) int position,
        @Advice.Argument(2) int limit,
        @Advice.Local("result") int result)
        throws IOException {
      result = NativeBytes.write(descriptor, buffer, position, limit);
      return result != NativeBytes.PASS;
    }

    @Advice.OnMethodExit
    static void exit(
        @Advice.Enter boolean handled,
        @Advice.Local("result") int result,
        @Advice.Return(readOnly = false) int returned) {
      if (handled) {
        returned = result;
      }
    }
  }

  /** {@code writevAddresses}. */
  static final class WriteAddresses {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object descriptor,
        @Advice.Argument(0) long vector,
        @Advice.Argument(1) int count,
        @Advice.Local("result") long result)
        throws IOException {
      result = NativeBytes.writev(descriptor, vector, count);
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

  /** {@code writev}. */
  static final class WriteBuffers {
    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(
        @Advice.This Object descriptor,
        @Advice.Argument(0) ByteBuffer[] buffers,
        @Advice.Argument(1) int offset,
        @Advice.Argument(2) int count,
        @Advice.Argument(3) long most,
        @Advice.Local("result") long result)
        throws IOException {
      result = NativeBytes.writev(descriptor, buffers, offset, count, most);
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

  /** {@code close}. */
  static final class Close {
    @Advice.OnMethodEnter
    static void enter(@Advice.This Object descriptor) {
      NativeSockets.closing(descriptor);
    }
  }
}
