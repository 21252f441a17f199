package dev.weft.core.control;

import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.JoinCredential;
import dev.weft.core.identity.JoinToken;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/**
 * An enforcer's connection to the policy server. It keeps the last good state when the server is
 * away, and goes on by itself when it is back. Safe for any thread; reads are volatile reads.
 */
public interface MeshClient extends AutoCloseable {
  /**
   * Sets up a client.
   *
   * @param server {@code https://<host>:<port>}
   * @param joinToken the join token, as the policy server printed it
   * @param threads makes this client's threads, at most eight at a time; they must be daemons
   * @throws IllegalArgumentException when {@code server} or {@code joinToken} is malformed
   */
  static MeshClientBuilder builder(URI server, String joinToken, ThreadFactory threads) {
    return builder(server, JoinToken.parse(joinToken), threads);
  }

  /**
   * Sets up a client.
   *
   * @param server {@code https://<host>:<port>}
   * @param credential what to join with, whenever that is needed
   * @param threads makes this client's threads, at most eight at a time; they must be daemons
   * @throws IllegalArgumentException when {@code server} is malformed
   */
  static MeshClientBuilder builder(URI server, JoinCredential credential, ThreadFactory threads) {
    return new MeshClientBuilder(server, credential, threads);
  }

  /**
   * Brings to life, for nothing, what the start of a client needs of the JDK. To be called before
   * {@link #start}, on a thread of its own; it spares the start that much time, and nothing else
   * depends on it.
   */
  static void rehearse() {
    Rehearsal.hello();
  }

  /**
   * Gets the SVID and the first config. Call it once. After a failure the client goes on trying in
   * the background, until it is closed.
   *
   * @param timeout how long to wait at most
   * @throws MeshStartException when there is no SVID, or no config in force, by then; its reason
   *     says which and why
   */
  void start(Duration timeout) throws MeshStartException, InterruptedException;

  /** Who this workload is; empty until it has joined. Take it once per handshake. */
  Optional<Identity> identity();

  /** The config in force, which is the last good one; empty until there was one. */
  Optional<MeshConfig> config();

  /** Tells {@code listener} the present state at once, on this thread, and then every change. */
  void onChange(MeshListener listener);

  /**
   * Says that this process listens at {@code listener} (a wildcard address stands for every address
   * of the machine). Counted: as many calls of {@link #withdraw} end it.
   *
   * @return completed when the policy server has answered, however long that takes: bound the wait
   */
  CompletableFuture<LeaseAnswer> announce(InetSocketAddress listener);

  /** Takes back one {@link #announce}. */
  void withdraw(InetSocketAddress listener);

  /** Replaces what the policy server is told to be unprotected in this process. */
  void report(List<Unprotected> unprotected);

  /**
   * Replaces the ports of which the policy server is told that every request on them is judged by
   * itself.
   */
  void judgesRequestsOn(Set<Integer> ports);

  /**
   * Who listens at {@code destination}: from the config in force, or else by asking once. That
   * nobody does may be true no longer when it is told, and is not remembered.
   *
   * @return the endpoints; empty = outside the mesh. Fails with a {@link ControlException} within
   *     the look-up timeout when the answer is not to be had
   */
  CompletableFuture<List<DirectoryEndpoint>> lookup(InetSocketAddress destination);

  /**
   * As {@link #lookup}, of a destination to which a TCP connection was made after the answer before
   * was given, if there was one. Members announce themselves before they listen: so that nobody is
   * there can be relied on, and is remembered for half a minute, as long as the directory does not
   * move.
   */
  CompletableFuture<List<DirectoryEndpoint>> lookupConnected(InetSocketAddress destination);

  /** Whether it is remembered that nobody of the mesh listens at {@code destination}. */
  boolean isKnownOutside(InetSocketAddress destination);

  /**
   * Sends spans to the policy server's store of recent traces, and waits until it has taken them.
   * By one thread at a time.
   *
   * @param message an export request of OTLP in binary protobuf; not to be changed
   * @throws ControlException when it has not taken them
   */
  void sendSpans(byte[] message) throws ControlException;

  /** What happened so far. */
  MeshCounters counters();

  /** Withdraws the lease (waiting a second at most) and ends every connection and thread. */
  @Override
  void close();
}
