package dev.weft.core.control;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the policy server on which SVIDs are bought with a token, for all clients of one
 * process. Such a connection shows nothing of who uses it: each request bears its own token. So one
 * client takes over the connection of another that knows the server by the same pins or roots.
 * There are as many as are used at once; one that nobody uses is closed after some seconds. Safe
 * for any thread.
 */
public final class JoinConnections implements AutoCloseable {
  /** The server ends a connection that is idle for a minute. */
  static final Duration IDLE = Duration.ofSeconds(5);

  static final int MOST_IDLE = 8;
  private static final int MAX_ANSWER_BYTES = 4 << 20;

  private final ServerAddress server;
  private final InstantSource clock;
  private final TaskScheduler scheduler;
  // Guarded by this.
  private final Set<JoinConnection> used = new HashSet<>();
  private final Deque<Idle> idle = new ArrayDeque<>(); // those used last at the end
  private boolean closed;

  /**
   * Connects when it is asked.
   *
   * @param server {@code https://<host>:<port>}
   * @param threads makes its threads, seven at most, which keep deadlines and end when they idle
   */
  public JoinConnections(URI server, InstantSource clock, ThreadFactory threads) {
    this(ServerAddress.of(server), clock, new ThreadedScheduler(threads));
  }

  JoinConnections(ServerAddress server, InstantSource clock, TaskScheduler scheduler) {
    this.server = server;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** A connection for one request, which nobody else has meanwhile. */
  synchronized JoinConnection take(ServerTrust trust) {
    JoinConnection taken = kept(trust);
    if (taken == null) {
      ControlChannel channel =
          new ControlChannel(server, ControlTls.jdk(), scheduler, MAX_ANSWER_BYTES);
      taken = new JoinConnection(this, trust, channel, trust.credentials(clock));
    }
    if (closed) {
      taken.abort();
    } else {
      used.add(taken);
    }
    return taken;
  }

  private @Nullable JoinConnection kept(ServerTrust trust) {
    for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
      Idle candidate = each.next();
      if (candidate.connection().trust().equals(trust)) {
        each.remove();
        candidate.end().cancel();
        return candidate.connection().again();
      }
    }
    return null;
  }

  /** Takes back one that is used no more, to keep it if it is good. */
  synchronized void giveBack(JoinConnection connection, boolean good) {
    used.remove(connection);
    if (!good || closed) {
      connection.end();
      return;
    }
    if (idle.size() == MOST_IDLE) {
      Idle oldest = idle.removeFirst();
      oldest.end().cancel();
      oldest.connection().end();
    }
    idle.addLast(new Idle(connection, scheduler.schedule(IDLE, () -> endIfUnused(connection))));
  }

  private synchronized void endIfUnused(JoinConnection connection) {
    if (idle.removeIf(kept -> kept.connection() == connection)) {
      connection.end();
    }
  }

  /** How many nobody uses at the moment. */
  synchronized int idle() {
    return idle.size();
  }

  /** Ends all, with the requests that are on their way; there are no others afterwards. */
  @Override
  public synchronized void close() {
    closed = true;
    used.forEach(JoinConnection::abort);
    idle.forEach(kept -> kept.connection().end());
    idle.clear();
    scheduler.shutdown();
  }

  private record Idle(JoinConnection connection, TaskScheduler.Cancellable end) {}
}
