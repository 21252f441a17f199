package dev.weft.bootstrap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The members of {@code sun.nio.ch} that the selector and asynchronous-channel hooks call. Made
 * when the first of them is needed.
 */
final class NioInternals {
  private static final MethodHandle PROCESS_READY_EVENTS;
  private static final MethodHandle SET_EVENT_OPS;
  private static final MethodHandle START_POLL;
  private static final MethodHandle UPDATE_EVENTS;
  private static final MethodHandle ON_EVENT;
  private static final MethodHandle HAS_FIXED_POOL;
  private static final MethodHandle EXECUTE;
  private static final Class<?> EPOLL_SELECTOR;
  private static final VarHandle EPOLL_WOKEN_UP;
  private static final VarHandle POLL_WOKEN_UP;

  static {
    try {
      Class<?> selector = Class.forName("sun.nio.ch.SelectorImpl");
      Class<?> key = Class.forName("sun.nio.ch.SelectionKeyImpl");
      Class<?> port = Class.forName("sun.nio.ch.Port");
      Class<?> async = Class.forName("sun.nio.ch.UnixAsynchronousSocketChannelImpl");
      Members inGroup = Members.of(Class.forName("sun.nio.ch.AsynchronousChannelGroupImpl"));
      PROCESS_READY_EVENTS =
          Members.of(selector)
              .findVirtual(
                  "processReadyEvents",
                  MethodType.methodType(int.class, int.class, key, Consumer.class))
              .asType(
                  MethodType.methodType(
                      int.class, Selector.class, int.class, SelectionKey.class, Consumer.class));
      SET_EVENT_OPS =
          Members.of(selector)
              .findVirtual("setEventOps", MethodType.methodType(void.class, key))
              .asType(MethodType.methodType(void.class, Selector.class, SelectionKey.class));
      START_POLL =
          Members.of(port)
              .findVirtual("startPoll", MethodType.methodType(void.class, int.class, int.class))
              .asType(MethodType.methodType(void.class, Object.class, int.class, int.class));
      UPDATE_EVENTS =
          Members.of(async)
              .findVirtual("lockAndUpdateEvents", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      ON_EVENT =
          Members.of(async)
              .findVirtual("onEvent", MethodType.methodType(void.class, int.class, boolean.class))
              .asType(MethodType.methodType(void.class, Object.class, int.class, boolean.class));
      HAS_FIXED_POOL =
          inGroup
              .findVirtual("isFixedThreadPool", MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
      EXECUTE =
          inGroup
              .findVirtual(
                  "executeOnPooledThread", MethodType.methodType(void.class, Runnable.class))
              .asType(MethodType.methodType(void.class, Object.class, Runnable.class));
      EPOLL_SELECTOR = Class.forName("sun.nio.ch.EPollSelectorImpl");
      EPOLL_WOKEN_UP = wokenUp(EPOLL_SELECTOR);
      POLL_WOKEN_UP = wokenUp(Class.forName("sun.nio.ch.PollSelectorImpl"));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private NioInternals() {}

  private static VarHandle wokenUp(Class<?> selector) throws ReflectiveOperationException {
    return Members.of(selector).findField("interruptTriggered", boolean.class);
  }

  /** Whether a selector has been woken up and no selection has ended for that yet. */
  static boolean isWokenUp(Selector selector) {
    VarHandle field = EPOLL_SELECTOR.isInstance(selector) ? EPOLL_WOKEN_UP : POLL_WOKEN_UP;
    return (boolean) field.getVolatile(selector);
  }

  /** Reports {@code events} of {@code key} to the selection in progress; 1 when it was updated. */
  static int processReadyEvents(
      Selector selector, int events, SelectionKey key, @Nullable Consumer<SelectionKey> action) {
    try {
      return (int) PROCESS_READY_EVENTS.invokeExact(selector, events, key, action);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** Has the selector register the key's events anew before it next waits. */
  static void setEventOps(SelectionKey key) {
    try {
      SET_EVENT_OPS.invokeExact(key.selector(), key);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** Arms one-shot {@code events} for a descriptor of an asynchronous channel group. */
  static void startPoll(Object port, int descriptor, int events) {
    try {
      START_POLL.invokeExact(port, descriptor, events);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** Has an asynchronous channel arm the events of its pending operations anew. */
  static void updateEvents(Object channel) {
    try {
      UPDATE_EVENTS.invokeExact(channel);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /**
   * Has a thread of a group's pool tell an asynchronous channel of {@code events}, as if the kernel
   * had them. With the channel's lock: so only where that merely queues, which is with a fixed
   * pool.
   *
   * @return false when it is not going to be told
   */
  static boolean hand(Object port, Object channel, int events) {
    Runnable task = () -> onEvent(channel, events);
    try {
      if (!(boolean) HAS_FIXED_POOL.invokeExact(port)) {
        return false;
      }
      EXECUTE.invokeExact(port, task);
      return true;
    } catch (RejectedExecutionException e) {
      // The group is shut down, and its channels are closed.
      return false;
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** On a thread of the pool, where handlers may be called. */
  private static void onEvent(Object channel, int events) {
    try {
      ON_EVENT.invokeExact(channel, events, true);
    } catch (Throwable t) {
      throw unchecked(t);
    }
  }

  /** These members throw unchecked exceptions only. */
  private static RuntimeException unchecked(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    if (t instanceof RuntimeException e) {
      throw e;
    }
    return new IllegalStateException(t);
  }
}
