package dev.weft.bootstrap;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * A second descriptor of a connection, by dup(2), with which Weft goes on after the application has
 * closed its own. Not for several threads at once.
 */
public final class DescriptorCopy implements Closeable {
  private static final MethodHandle DUPLICATE;
  private static final MethodHandle CLOSE;
  private static final MethodHandle CONFIGURE_BLOCKING;

  static {
    try {
      Class<?> inherited = Class.forName("sun.nio.ch.InheritedChannel");
      Class<?> util = Class.forName("sun.nio.ch.IOUtil");
      Members inInherited = Members.of(inherited);
      Members inUtil = Members.of(util);
      Class<?> number = int.class;
      Class<?> descriptor = FileDescriptor.class;
      DUPLICATE = inInherited.findStatic("dup", MethodType.methodType(number, number));
      CLOSE = inInherited.findStatic("close0", MethodType.methodType(void.class, number));
      CONFIGURE_BLOCKING =
          inUtil.findStatic(
              "configureBlocking", MethodType.methodType(void.class, descriptor, boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int number;
  private final FileDescriptor fd;
  private boolean closed;

  private DescriptorCopy(int number, FileDescriptor fd) {
    this.number = number;
    this.fd = fd;
  }

  /**
   * Copies {@code fd}, which the application is about to close: the connection does not block from
   * now on, by either descriptor.
   */
  public static DescriptorCopy of(FileDescriptor fd) throws IOException {
    DescriptorCopy copy;
    try {
      int number = (int) DUPLICATE.invokeExact(Descriptors.number(fd));
      copy = new DescriptorCopy(number, Descriptors.ofNumber(number));
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
    try {
      CONFIGURE_BLOCKING.invokeExact(copy.fd, false);
      return copy;
    } catch (Throwable t) {
      copy.close();
      throw NativeCall.failed(t);
    }
  }

  /** The descriptor. */
  public FileDescriptor fd() {
    return fd;
  }

  /** Closes it, once. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    close(number);
  }

  /** Gives a descriptor of Weft's own back to the kernel. */
  static void close(int number) throws IOException {
    try {
      CLOSE.invokeExact(number);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }
}
