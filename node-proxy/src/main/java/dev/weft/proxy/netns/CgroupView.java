package dev.weft.proxy.netns;

import java.io.IOException;
import java.util.concurrent.Callable;

/**
 * How cgroups are read: the kernel names them from the root of who reads, and a container has
 * another than its node.
 */
@FunctionalInterface
public interface CgroupView {
  /**
   * Does {@code look} where paths begin at the node's root.
   *
   * @throws IOException when that cannot be, or {@code look} fails
   */
  <T> T see(Callable<T> look) throws IOException;
}
