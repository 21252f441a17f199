package dev.weft.proxy.svid;

import dev.weft.core.control.SvidPlan;
import dev.weft.core.control.SvidRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A workload whose policy server answers as the test says: with SVIDs for an hour, at first. */
final class FakeWorkload implements SvidRequest {
  static final Duration LIFE = Duration.ofHours(1);
  static final Duration BACK_OFF = Duration.ofSeconds(10);

  final Seat seat;
  private final String name;
  private final InstantSource clock;
  private final List<String> asked;
  volatile boolean fails;
  volatile boolean throwsError;
  private volatile Instant expires = Instant.MIN;

  /**
   * @param asked gets its name whenever it has asked
   */
  FakeWorkload(String name, SvidQueue queue, InstantSource clock, List<String> asked) {
    this.name = name;
    this.clock = clock;
    this.asked = asked;
    this.seat = queue.seat();
    seat.bind(this);
  }

  @Override
  public SvidPlan ask() {
    asked.add(name);
    if (throwsError) {
      throw new StackOverflowError("of the test");
    }
    if (fails) {
      return new SvidPlan(true, BACK_OFF, urgent(), expires);
    }
    expires = clock.instant().plus(LIFE);
    return new SvidPlan(false, LIFE.dividedBy(2), urgent(), expires);
  }

  Instant expires() {
    return expires;
  }

  private Instant urgent() {
    return expires.equals(Instant.MIN) ? Instant.MIN : expires.minus(LIFE.dividedBy(4));
  }
}
