package dev.weft.enforcer.trace;

import java.time.Duration;

/** A clock that stands until it is moved. */
final class FakeClock implements TraceClock {
  private long nanos = 1_700_000_000_000_000_000L;

  void move(Duration by) {
    nanos += by.toNanos();
  }

  @Override
  public long epochNanos() {
    return nanos;
  }

  @Override
  public long nanoTime() {
    return nanos - 5;
  }
}
