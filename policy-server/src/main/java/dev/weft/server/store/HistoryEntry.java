package dev.weft.server.store;

import java.time.Instant;

/**
 * One revision of a resource.
 *
 * @param type what was done
 * @param author who did it
 * @param at when
 * @param resource the resource as it was after the change or, when it was deleted, before it
 * @param revision the revision of the change
 */
public record HistoryEntry(long revision, Type type, String author, Instant at, Resource resource) {
  /** What can be done to a resource. */
  public enum Type {
    /** It was made or replaced. */
    PUT,
    /** It was deleted. */
    DELETE
  }
}
