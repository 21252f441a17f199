package dev.weft.server.directory;

import java.util.Comparator;
import java.util.UUID;

/**
 * Names a lease; ordered by namespace, so that those of one can be gone through.
 *
 * @param namespace the namespace of its workload
 * @param instance the process
 */
record LeaseName(String namespace, UUID instance) implements Comparable<LeaseName> {
  private static final Comparator<LeaseName> ORDER =
      Comparator.comparing(LeaseName::namespace).thenComparing(LeaseName::instance);

  static LeaseName of(Lease lease) {
    return new LeaseName(lease.identity().namespace(), lease.instance());
  }

  @Override
  public int compareTo(LeaseName other) {
    return ORDER.compare(this, other);
  }
}
