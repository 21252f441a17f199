package dev.weft.core.control;

import dev.weft.core.directory.Directory;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.directory.IpLiteral;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory that the policy server told of, and the sum by which to check it.
 *
 * @param directory who listens where
 * @param sum the {@link Fingerprint}s of its endpoints, added up
 */
record DirectorySection(Directory directory, long sum) {
  /** A directory without endpoints. */
  static final DirectorySection EMPTY = new DirectorySection(Directory.EMPTY, 0);

  /**
   * The directory after {@code change}.
   *
   * @throws FormatException when that is not what the policy server has then
   */
  DirectorySection with(SectionChange change) throws FormatException {
    List<DirectoryEndpoint> changed = DirectoryFormat.endpoints(change.entries());
    List<InetSocketAddress> removed = new ArrayList<>(change.removed().size());
    for (JsonFields entry : change.removed()) {
      removed.add(DirectoryFormat.place(entry.only("address", "port")));
    }
    Directory before = change.whole() ? Directory.EMPTY : directory;
    Directory after = before.with(changed, removed);
    long next = change.whole() ? 0 : sum;
    Map<Place, DirectoryEndpoint> touched = new LinkedHashMap<>();
    for (InetSocketAddress place : removed) {
      next -= fingerprint(before, Place.of(place));
    }
    for (DirectoryEndpoint endpoint : changed) {
      Place place = new Place(endpoint.address(), endpoint.port());
      if (touched.put(place, endpoint) != null) {
        throw new FormatException("directory: " + place.addressText() + " twice");
      }
      next += fingerprint(endpoint) - fingerprint(before, place);
    }
    change.requireSame("directory", after.size(), next);
    return new DirectorySection(after, next);
  }

  private static long fingerprint(Directory directory, Place place) {
    return directory
        .find(place.address(), place.port())
        .map(DirectorySection::fingerprint)
        .orElse(0L);
  }

  private static long fingerprint(DirectoryEndpoint endpoint) {
    return Fingerprint.ofEndpoint(
        IpLiteral.normalise(endpoint.address()),
        endpoint.port(),
        endpoint.principals(),
        endpoint.mode());
  }
}
