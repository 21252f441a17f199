package dev.weft.core.control;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The turn of a client that has nobody to wait for: whenever it wants. */
final class OwnSvidTurn implements SvidTurn {
  /** The longest sleep: the clock may jump, for example when a machine was suspended. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final TaskScheduler scheduler;
  private final Tally tally;
  private volatile @Nullable Activity activity;

  OwnSvidTurn(TaskScheduler scheduler, Tally tally) {
    this.scheduler = scheduler;
    this.tally = tally;
  }

  @Override
  public void bind(SvidRequest request) {
    activity = new Activity(scheduler, tally, () -> sleep(request.ask()));
  }

  /** A back-off may be longer: it counts from the failure, whatever the clock says. */
  private static Duration sleep(SvidPlan plan) {
    boolean whole = plan.failed() || plan.rest().compareTo(LONGEST_SLEEP) < 0;
    return whole ? plan.rest() : LONGEST_SLEEP;
  }

  @Override
  public void wake() {
    bound().wake();
  }

  @Override
  public void stop() {
    bound().stop();
  }

  private Activity bound() {
    return Objects.requireNonNull(activity, "not bound");
  }
}
