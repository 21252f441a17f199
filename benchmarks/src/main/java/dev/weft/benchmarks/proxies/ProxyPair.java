package dev.weft.benchmarks.proxies;

import java.util.List;

/**
 * A running pair of proxies.
 *
 * @param front where the client connects
 * @param between where the second one takes mutual TLS from the first
 * @param processes both
 */
record ProxyPair(int front, int between, List<Daemon> processes) implements AutoCloseable {
  @Override
  public void close() {
    processes.forEach(Daemon::close);
  }
}
