package dev.weft.proxy.netns;

import dev.weft.proxy.net.Sockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * A network namespace, as long as a thread of this process is inside of it. The thread makes
 * sockets, which belong to the namespace ever after and are served by whatever event loop; it does
 * nothing else, and starts no threads, which would be inside too. Safe for any thread.
 */
public final class NetworkNamespace implements Sockets, AutoCloseable {
  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
  private final Set<Channel> open = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Inside> inside = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean closed;

  private NetworkNamespace(Path path, NamespaceEntry entry, ThreadFactory threads) {
    this.thread = threads.newThread(() -> run(path, entry));
  }

  /**
   * Enters the namespace at {@code path} with a thread of {@code threads}.
   *
   * @throws IOException when that is none, or not allowed
   */
  public static NetworkNamespace enter(Path path, NamespaceEntry entry, ThreadFactory threads)
      throws IOException {
    NetworkNamespace entered = new NetworkNamespace(path, entry, threads);
    entered.thread.start();
    try {
      entered.inside();
      return entered;
    } catch (IOException e) {
      entered.close();
      throw e;
    }
  }

  private void run(Path path, NamespaceEntry entry) {
    try {
      entry.enter(path);
      // Of this thread, while /proc/self is always the process.
      Path self = Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
      Path file = self.resolve("ns").resolve("net");
      NamespaceId id = NamespaceId.at(file);
      if (id == null) {
        throw new IOException(file + ": not there (expected: a network namespace)");
      }
      inside.complete(new Inside(file, id));
    } catch (IOException | RuntimeException e) {
      inside.completeExceptionally(e);
      return;
    }
    try {
      while (!closed) {
        asked.take().run();
      }
    } catch (InterruptedException e) {
      // It is left.
    }
  }

  /** Which one it is. */
  public NamespaceId id() throws IOException {
    return inside().id;
  }

  /** Its file, for as long as this is not closed. */
  public Path file() throws IOException {
    return inside().file;
  }

  private Inside inside() throws IOException {
    return Awaited.of(inside);
  }

  @Override
  public ServerSocketChannel server() {
    return make(EpollServerSocketChannel::new);
  }

  @Override
  public SocketChannel client() {
    return make(EpollSocketChannel::new);
  }

  /** Counts {@code channel}, which came out of one that was made here, until it is closed. */
  public void track(Channel channel) {
    open.add(channel);
    channel.closeFuture().addListener(end -> open.remove(channel));
    if (closed) {
      close(channel);
    }
  }

  /** Whether none of its sockets is open. */
  public boolean isIdle() {
    return open.isEmpty();
  }

  private <C extends Channel> C make(Supplier<C> maker) {
    CompletableFuture<C> made = new CompletableFuture<>();
    asked.add(() -> make(maker, made));
    if (closed) {
      made.cancel(false);
    }
    try {
      C channel = Awaited.of(made);
      track(channel);
      return channel;
    } catch (IOException e) {
      made.cancel(false);
      throw new ChannelException("no socket in the pod's network namespace: " + e.getMessage(), e);
    }
  }

  private static <C extends Channel> void make(Supplier<C> maker, CompletableFuture<C> made) {
    if (made.isDone()) {
      return;
    }
    try {
      C channel = maker.get();
      if (!made.complete(channel)) {
        channel.unsafe().closeForcibly();
      }
    } catch (RuntimeException | Error e) {
      made.completeExceptionally(e);
    }
  }

  /** Closes all of its sockets and leaves it, so that it can end. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    List.copyOf(open).forEach(NetworkNamespace::close);
  }

  /** One that is just being made goes to an event loop first, and ends with what it is made for. */
  private static void close(Channel channel) {
    if (channel.isRegistered()) {
      channel.close();
    }
  }

  /** The namespace as the thread in it sees it. */
  private record Inside(Path file, NamespaceId id) {}
}
