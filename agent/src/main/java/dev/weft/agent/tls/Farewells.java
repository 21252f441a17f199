package dev.weft.agent.tls;

import dev.weft.bootstrap.DescriptorCopy;
import java.io.FileDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Connections that the application has closed before they were open, or while the kernel had no
 * room for the end of what is said in TLS. A close never waits; so a second descriptor keeps the
 * connection until the rest has been taken, as the kernel itself goes on after the close of a plain
 * one. Bounded in number and time. Thread-safe.
 */
public final class Farewells {
  /** How many there may be; beyond, the connection ends without its close_notify. */
  static final int MOST = 256;

  /** How long one may take: about as long as a kernel keeps sending for a process that is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final SocketContext.Timer timer;
  private final SocketContext.Poller poller;
  private final LastWords lastWords;
  private final AtomicInteger open = new AtomicInteger();

  /** Bounded as their number is. */
  private final Set<Farewell> all = ConcurrentHashMap.newKeySet();

  /**
   * {@code timer} ends what takes too long, {@code poller} waits for room, {@code lastWords} holds
   * the end of the process up.
   */
  public Farewells(SocketContext.Timer timer, SocketContext.Poller poller, LastWords lastWords) {
    this.timer = timer;
    this.poller = poller;
    this.lastWords = lastWords;
  }

  LastWords lastWords() {
    return lastWords;
  }

  /**
   * Begins one for the connection of {@code fd}, which is about to be closed.
   *
   * @return null when there are too many
   */
  @Nullable Farewell begin(FileDescriptor fd, CipherInput scrap) throws IOException {
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      return null;
    }
    DescriptorCopy copy;
    try {
      copy = DescriptorCopy.of(fd);
    } catch (IOException | RuntimeException | LinkageError e) {
      open.decrementAndGet();
      if (e instanceof LinkageError) {
        throw new IllegalStateException("descriptors cannot be copied on this JDK", e);
      }
      throw e;
    }
    lastWords.owe();
    Farewell farewell = new Farewell(this, copy, scrap);
    all.add(farewell);
    return farewell;
  }

  SocketContext.Poller poller() {
    return poller;
  }

  SocketContext.Timeout timeout(Runnable task) {
    return timer.after(PATIENCE, task);
  }

  /** One has ended. */
  void over(Farewell farewell) {
    all.remove(farewell);
    open.decrementAndGet();
    lastWords.said();
  }

  /** How many there are. */
  public int open() {
    return open.get();
  }

  /** Ends them all, with whatever was not sent. */
  public void endAll() {
    for (Farewell farewell : all) {
      farewell.end();
    }
  }
}
