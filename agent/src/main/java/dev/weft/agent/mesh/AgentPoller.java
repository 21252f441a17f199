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
  private final ThreadFactory threads;
  private final BiConsumer<String, Throwable> faults;

  /** By the descriptor's number; bounded by the descriptors that are open. */
  private final Map<Integer, Runnable> watched = new ConcurrentHashMap<>();

  private @Nullable Epoll epoll;

  AgentPoller(ThreadFactory threads, BiConsumer<String, Throwable> faults) {
    this.threads = threads;
    this.faults = faults;
  }

  @Override
  public void watch(FileDescriptor fd, int event, Runnable task) throws IOException {
    int number = Epoll.number(fd);
    watched.put(number, task);
    started().arm(number, event);
  }

  @Override
  public void forget(FileDescriptor fd) {
    watched.remove(Epoll.number(fd));
  }

  private synchronized Epoll started() throws IOException {
    Epoll current = epoll;
    if (current == null) {
      current = new Epoll();
      epoll = current;
      Epoll started = current;
      threads.newThread(() -> loop(started)).start();
    }
    return current;
  }

  /** A daemon: it ends with the process, or when the kernel does not let it wait any more. */
  private void loop(Epoll waiting) {
    try {
      while (true) {
        for (int number : waiting.await()) {
          Runnable task = watched.remove(number);
          if (task != null) {
            run(task);
          }
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      // To try again at once would most likely fail again, and for ever: the next to be watched
      // may.
      faults.accept("poller", e);
      abandon();
    }
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
