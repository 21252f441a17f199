package dev.weft.server.directory;

import dev.weft.core.identity.SpiffeId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What one process holds in the directory.
 *
 * @param instance the process
 * @param identity whose it is
 * @param host the host, or network namespace, in which it runs
 * @param labels its labels, by which policies select it
 * @param places where it listens, as far as it may
 * @param revision the revision from which on this is visible
 */
public record Lease(
    UUID instance,
    SpiffeId identity,
    String host,
    Map<String, String> labels,
    List<Place> places,
    long revision) {
  public Lease {
    labels = Map.copyOf(labels);
    places = List.copyOf(places);
  }

  /** Whether this says the same as {@code other}, whenever it was said. */
  boolean saysTheSameAs(Lease other) {
    return at(0).equals(other.at(0));
  }

  Lease at(long newRevision) {
    return new Lease(instance, identity, host, labels, places, newRevision);
  }
}
