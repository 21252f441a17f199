package dev.weft.server.resources.list;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weft.server.store.ResourceSnapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * Snapshots that somebody is reading page by page, so that all pages show one state. They share
 * what did not change, so keeping some costs little. Safe for use by many threads.
 */
public final class SnapshotShelf {
  private static final int MOST = 200;
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final Cache<Long, ResourceSnapshot> byRevision =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfterAccess(KEPT)
          .executor(Runnable::run)
          .build();

  void keep(ResourceSnapshot snapshot) {
    byRevision.put(snapshot.revision(), snapshot);
  }

  Optional<ResourceSnapshot> at(long revision) {
    return Optional.ofNullable(byRevision.getIfPresent(revision));
  }
}
