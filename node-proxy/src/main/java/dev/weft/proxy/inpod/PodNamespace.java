package dev.weft.proxy.inpod;

import dev.weft.proxy.netns.NamespaceEntry;
import dev.weft.proxy.netns.NamespaceId;
import dev.weft.proxy.netns.NetworkNamespace;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;

/**
 * Where a pod's network namespace is, which may be another each time. Its text is for people.
 * Blocks; by one thread at a time.
 */
interface PodNamespace {
  /**
   * Enters the one that is the pod's now, with a thread of {@code threads}.
   *
   * @throws IOException when there is none, or it may not be entered
   */
  NetworkNamespace enter(NamespaceEntry entry, ThreadFactory threads) throws IOException;

  /**
   * Whether {@code entered} is the pod's still.
   *
   * @throws IOException when that cannot be found out
   */
  boolean is(NamespaceId entered) throws IOException;
}
