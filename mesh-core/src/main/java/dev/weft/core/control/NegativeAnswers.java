package dev.weft.core.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Places that are outside the mesh, as the policy server said: for half a minute at most, and only
 * while its directory does not move. Bounded: the oldest goes first.
 */
final class NegativeAnswers {
  private static final Duration LIFE = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final Map<Place, Instant> until;
  private long revision;

  NegativeAnswers(InstantSource clock, int max) {
    this.clock = clock;
    this.until =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Place, Instant> eldest) {
            return size() > max;
          }
        };
  }

  /** The directory is at {@code now}: what was learnt of another revision is forgotten. */
  synchronized void moved(long now) {
    if (now != revision) {
      revision = now;
      until.clear();
    }
  }

  /** Remembers an answer of {@code answered}, unless the directory has moved beyond it. */
  synchronized void add(Place place, long answered) {
    if (answered >= revision) {
      until.remove(place);
      until.put(place, clock.instant().plus(LIFE));
    }
  }

  synchronized boolean contains(Place place) {
    Instant end = until.get(place);
    if (end == null) {
      return false;
    }
    Instant now = clock.instant();
    // An end that is too far away comes from before the clock was set back.
    if (now.isBefore(end) && !now.plus(LIFE).isBefore(end)) {
      return true;
    }
    until.remove(place);
    return false;
  }
}
