package dev.weft.enforcer.trace;

/** Which of the traces that begin here are recorded. */
final class RootSampling {
  /** How many values the random part of a trace id has (W3C Trace Context level 2). */
  private static final double RANGE = 1L << 56;

  private RootSampling() {}

  /**
   * Whether a trace is recorded of which {@code percentage} percent are; by the random part of its
   * id, so that whoever asks again for this trace and a greater percentage decides the same.
   */
  static boolean isSampled(long traceLow, double percentage) {
    double rejected = RANGE - percentage / 100 * RANGE;
    return (traceLow & ((1L << 56) - 1)) >= rejected;
  }
}
