package dev.weft.proxy.netns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/**
 * The cgroups as the node's first process sees them: each look is on a thread of its own, which
 * enters that one's cgroup namespace and ends. Safe for any thread.
 */
public final class CgroupNamespace implements CgroupView {
  private static final Path FIRST = Path.of("/proc/1/ns/cgroup");

  private final NamespaceEntry entry;
  private final ThreadFactory threads;

  /** Nothing is looked at yet. */
  public CgroupNamespace(NamespaceEntry entry, ThreadFactory threads) {
    this.entry = entry;
    this.threads = threads;
  }

  @Override
  public <T> T see(Callable<T> look) throws IOException {
    CompletableFuture<T> seen = new CompletableFuture<>();
    threads.newThread(() -> see(look, seen)).start();
    return Awaited.of(seen);
  }

  private <T> void see(Callable<T> look, CompletableFuture<T> seen) {
    try {
      entry.enterCgroups(FIRST);
      seen.complete(look.call());
    } catch (Throwable e) {
      // Whoever waits is told, whatever it is.
      seen.completeExceptionally(e);
    }
  }
}
