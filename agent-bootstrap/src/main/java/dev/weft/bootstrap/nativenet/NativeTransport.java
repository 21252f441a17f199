package dev.weft.bootstrap.nativenet;

import java.io.IOException;

/** The library's channel around one native socket, as far as the mesh has need of it. */
public interface NativeTransport {
  /**
   * Has the channel's event loop run {@code task}. Any thread.
   *
   * @throws RuntimeException when the channel has no event loop yet, or that is shut down
   */
  void execute(Runnable task);

  /** Whether the calling thread is the channel's event loop, which may be another than it was. */
  boolean isHere();

  /** As {@link #modify}, with {@code EPOLL_CTL_ADD}. */
  void add(int epoll, int number, int events) throws IOException;

  /**
   * epoll_ctl(2) with {@code EPOLL_CTL_MOD}, as the library itself does it. On the event loop.
   *
   * @param epoll the number of the epoll descriptor
   * @param number the socket's
   * @param events what the library waits for
   */
  void modify(int epoll, int number, int events) throws IOException;

  /** Reads as if the descriptor were readable. On the event loop. */
  void read();
}
