package dev.weft.proxy.process;

import java.util.Comparator;

/**
 * A process of a pod. While one of that start has that number it is the same: numbers are given
 * again, to later ones.
 *
 * @param pid its number
 * @param start when it began, in the kernel's ticks
 */
record PodProcess(long pid, long start) {
  /** The oldest first. */
  static final Comparator<PodProcess> BY_AGE =
      Comparator.comparingLong(PodProcess::start).thenComparingLong(PodProcess::pid);
}
