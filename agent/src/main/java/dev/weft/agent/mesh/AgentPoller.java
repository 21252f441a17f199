package dev.weft.agent.mesh;

import dev.weft.agent.tls.SocketContext;
import dev.weft.bootstrap.Epoll;
import java.io.FileDescriptor;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Waits for descriptors on one thread, which starts with the first of them. Thread-safe. */
final class AgentPoller implements SocketContext.Poller {
  /**
   * How often it begins anew where waiting fails. The descriptor of what failed is not closed: most
   * likely somebody else did that, and the number may be a connection's by now.
   */
  private static final int MOST_STARTS = 4;

  private final ThreadFactory threads;
  private final BiConsumer<String, Throwable> faults;

  /** By the descriptor's number; bounded by the descriptors that are open. */
  private final Map<Integer, Runnable> watched = new ConcurrentHashMap<>();

  private @Nullable Epoll epoll;
  private int starts;
  private volatile boolean closed;

  AgentPoller(ThreadFactory threads, BiConsumer<String, Throwable> faults) {
    this.threads = threads;
    this.faults = faults;
  }

  @Override
  public synchronized void watch(FileDescriptor fd, int event, Runnable task) throws IOException {
    Epoll current = started();
    if (current == null) {
      return;
    }
    int number = Epoll.number(fd);
    watched.put(number, task);
    try {
      current.arm(number, event);
    } catch (IOException e) {
      watched.remove(number);
      throw e;
    }
  }

  @Override
  public void forget(FileDescriptor fd) {
    watched.remove(Epoll.number(fd));
  }

  /** Ends: nothing runs any more, but for what runs already. */
  synchronized void close() {
    closed = true;
    watched.clear();
    Epoll current = epoll;
    if (current == null) {
      return;
    }
    try {
      current.wakeUp();
    } catch (IOException e) {
      // The thread goes on waiting for what never comes, and harms nobody.
      faults.accept("poller.close", e);
    }
  }

  /** Null when it has failed too often, and after the end. */
  private @Nullable Epoll started() throws IOException {
    if (closed) {
      return null;
    }
    Epoll current = epoll;
    if (current == null && starts < MOST_STARTS) {
      Epoll started = new Epoll();
      starts++;
      threads.newThread(() -> loop(started)).start();
      epoll = started;
      return started;
    }
    return current;
  }

  /** A daemon: it ends when it is closed, or when the kernel does not let it wait any more. */
  private void loop(Epoll waiting) {
    try {
      while (!closed) {
        for (int number : waiting.await()) {
          Runnable task = watched.remove(number);
          if (task != null) {
            run(task);
          }
        }
      }
      end(waiting);
    } catch (IOException | RuntimeException | Error e) {
      // To try again at once would most likely fail again, and for ever: the next to be watched
      // may.
      faults.accept("poller", e);
      abandon();
    }
  }

  /** Under the lock, so that nobody arms it meanwhile. */
  private synchronized void end(Epoll waiting) throws IOException {
    epoll = null;
    waiting.close();
  }

  /** Who was watched is opened by the application alone. */
  private synchronized void abandon() {
    epoll = null;
    watched.clear();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      faults.accept("poller", e);
    }
  }
}
