package dev.weft.proxy.captured;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The workloads that one proxy captures, by where they are. Safe for any thread. */
@FunctionalInterface
public interface Neighbours {
  /** Who is at {@code place}; null when none of them is. */
  @Nullable Captured at(InetSocketAddress place);
}
