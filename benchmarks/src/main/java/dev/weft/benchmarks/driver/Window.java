package dev.weft.benchmarks.driver;

import java.util.List;

/**
 * One time of load.
 *
 * @param answer the numbers that the client gave
 * @param clientNanos the CPU time that the client's process used
 * @param serverNanos the CPU time that the server's process used
 */
record Window(List<Double> answer, long clientNanos, long serverNanos) {
  /** The CPU time of both processes. */
  double cpuMicros() {
    return (clientNanos + serverNanos) / 1e3;
  }
}
