package dev.weft.server.directory;

import java.util.Optional;
import java.util.UUID;

/** What every process that holds a lease said last. */
@FunctionalInterface
public interface Heartbeats {
  /**
   * What {@code instance} said last, or empty when it has not been heard from: it holds no lease,
   * or this server has started since and waits for it.
   */
  Optional<Heartbeat> of(UUID instance);
}
