package dev.weft.server.directory;

import org.jspecify.annotations.Nullable;

/** Is told of each place of which workloads are told something else than before. */
@FunctionalInterface
public interface DirectoryMoves {
  /**
   * What is told of {@code place} changed.
   *
   * @param before what was told; null when there was nobody
   * @param after what is told; null when there is nobody
   */
  void moved(Place place, @Nullable DirectoryEntry before, @Nullable DirectoryEntry after);
}
