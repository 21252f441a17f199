package dev.weft.bootstrap;

/**
 * How a thread that is about to wait for a descriptor should wait.
 *
 * @param waited true when the waiting is over already and the descriptor must not be polled
 * @param event the poll event to wait for
 * @param nanos how long, 0 for ever
 */
public record ParkPlan(boolean waited, int event, long nanos) {
  /** The waiting is done. */
  public static final ParkPlan WAITED = new ParkPlan(true, 0, 0);
}
