package dev.weft.enforcer.trace;

/** The time of spans. */
public interface TraceClock {
  /** The clocks of the system. */
  TraceClock SYSTEM =
      new TraceClock() {
        @Override
        public long epochNanos() {
          java.time.Instant now = java.time.Instant.now();
          return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  /** Nanoseconds since 1970. */
  long epochNanos();

  /** Nanoseconds since some moment, which never go back. */
  long nanoTime();
}
