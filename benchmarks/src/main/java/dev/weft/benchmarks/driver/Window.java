package dev.weft.benchmarks.driver;

import java.util.List;

/**
 * One time of load.
 *
 * @param answer the numbers that the client gave
 * @param clientNanos the CPU time that the client's process used
 * @param serverNanos the CPU time that the server's process used
 * @param serverAllocated the bytes that the server's threads allocated
 */
record Window(List<Double> answer, long clientNanos, long serverNanos, long serverAllocated) {
  /** The CPU time of both processes. */
  double cpuMicros() {
    return (clientNanos + serverNanos) / 1e3;
  }
}
