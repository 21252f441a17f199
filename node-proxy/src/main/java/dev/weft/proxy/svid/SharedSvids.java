package dev.weft.proxy.svid;

import dev.weft.core.control.JoinConnections;
import dev.weft.enforcer.report.Faults;
import dev.weft.proxy.net.ProxyThreads;
import java.net.URI;
import java.time.InstantSource;

/**
 * What all workloads of the proxy ask for their SVIDs with.
 *
 * @param queue says whose turn it is
 * @param connections lead to the policy server
 */
public record SharedSvids(SvidQueue queue, JoinConnections connections) implements AutoCloseable {
  /** For workloads of the policy server {@code server}. */
  public static SharedSvids of(URI server, Faults faults) {
    return new SharedSvids(
        new SvidQueue(faults),
        new JoinConnections(
            server, InstantSource.system(), new ProxyThreads("svid-deadline", faults)));
  }

  @Override
  public void close() {
    queue.close();
    connections.close();
  }
}
