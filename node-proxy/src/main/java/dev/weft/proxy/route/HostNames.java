package dev.weft.proxy.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Looks host names up as the system does, on threads that may wait. Safe for any thread; never
 * blocks.
 */
public final class HostNames {
  private final Executor threads;

  /**
   * @param threads few, with a bounded queue
   */
  public HostNames(Executor threads) {
    this.threads = threads;
  }

  /** The addresses of {@code host}; fails with an {@link UnknownHostException} when it has none. */
  CompletableFuture<List<InetAddress>> find(String host) {
    try {
      return CompletableFuture.supplyAsync(() -> now(host), threads);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new UnknownHostException(host + " (too many names are being looked up)"));
    }
  }

  private static List<InetAddress> now(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }
}
