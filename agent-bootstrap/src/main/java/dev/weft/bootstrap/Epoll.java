package dev.weft.bootstrap;

import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * One epoll(7) instance of Weft's own, beside those of the application's selectors. Descriptors are
 * armed for one event each time; a closed descriptor is forgotten by the kernel.
 */
public final class Epoll implements Closeable {
  private static final int ADD = 1;
  private static final int MODIFY = 3;
  private static final int ONE_SHOT = 1 << 30;
  private static final int NO_SUCH_ENTRY = 2;
  private static final int EVENTS = 64;

  private static final MethodHandle CREATE;
  private static final MethodHandle CONTROL;
  private static final MethodHandle WAIT;
  private static final MethodHandle ALLOCATE;
  private static final MethodHandle EVENT;
  private static final MethodHandle DESCRIPTOR;
  private static final MethodHandle FREE;

  static {
    try {
      Class<?> epoll = Class.forName("sun.nio.ch.EPoll");
      Members members = Members.of(epoll);
      Class<?> number = int.class;
      Class<?> address = long.class;
      CREATE = members.findStatic("create", MethodType.methodType(number));
      CONTROL =
          members.findStatic("ctl", MethodType.methodType(number, number, number, number, number));
      WAIT =
          members.findStatic(
              "wait", MethodType.methodType(number, number, address, number, number));
      ALLOCATE = members.findStatic("allocatePollArray", MethodType.methodType(address, number));
      EVENT = members.findStatic("getEvent", MethodType.methodType(address, address, number));
      FREE = members.findStatic("freePollArray", MethodType.methodType(void.class, address));
      DESCRIPTOR = members.findStatic("getDescriptor", MethodType.methodType(number, address));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int instance;
  private final long events;

  /** Takes one descriptor, until it is closed. */
  public Epoll() throws IOException {
    try {
      instance = (int) CREATE.invokeExact();
      events = (long) ALLOCATE.invokeExact(EVENTS);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** The number of {@code fd}, which {@link #await} reports it by. */
  public static int number(FileDescriptor fd) {
    return Descriptors.number(fd);
  }

  /**
   * Has {@link #await} report a descriptor, once, when one of {@code pollEvents} is there. Any
   * thread.
   *
   * @param number of an open descriptor
   * @param pollEvents {@link RawSocket#POLLIN} and {@link RawSocket#POLLOUT}
   */
  public void arm(int number, int pollEvents) throws IOException {
    int wanted = pollEvents | ONE_SHOT;
    try {
      int error = (int) CONTROL.invokeExact(instance, MODIFY, number, wanted);
      if (error == NO_SUCH_ENTRY) {
        error = (int) CONTROL.invokeExact(instance, ADD, number, wanted);
      }
      if (error != 0) {
        throw new IOException("epoll_ctl: error " + error);
      }
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /** Waits for ever until armed descriptors are ready; their numbers. One thread at a time. */
  public int[] await() throws IOException {
    try {
      int count = (int) WAIT.invokeExact(instance, events, EVENTS, -1);
      int[] ready = new int[Math.max(count, 0)];
      for (int i = 0; i < ready.length; i++) {
        long event = (long) EVENT.invokeExact(events, i);
        ready[i] = (int) DESCRIPTOR.invokeExact(event);
      }
      return ready;
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }

  /**
   * Has the wait in progress, or the next, end at once.
   *
   * @throws IOException when there is no descriptor to do so with
   */
  public void wakeUp() throws IOException {
    FileDescriptor ready = NeverConnected.descriptor();
    if (ready == null) {
      throw new IOException("no descriptor that is always ready");
    }
    arm(Descriptors.number(ready), RawSocket.POLLOUT);
  }

  /** To be called once, when nobody waits and nobody arms any more. */
  @Override
  public void close() throws IOException {
    try {
      DescriptorCopy.close(instance);
      FREE.invokeExact(events);
    } catch (Throwable t) {
      throw NativeCall.failed(t);
    }
  }
}
