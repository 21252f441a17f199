package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Carries one client's requests for SVIDs. A renewal shows the client's own certificate, so that
 * its connection is of no use to anybody afterwards, not even to the client, which has another one
 * by then. Requests are for one thread at a time; {@link #close} is for any.
 */
final class SvidChannel {
  private final ControlChannel own;
  private final @Nullable JoinConnections shared;
  private final InstantSource clock;
  private final Duration timeout;
  private volatile @Nullable JoinConnection borrowed;
  private volatile boolean closed;

  /**
   * @param shared carries what bears a token; null for {@code own}
   * @param timeout for each request, connecting included
   */
  SvidChannel(
      ControlChannel own, @Nullable JoinConnections shared, InstantSource clock, Duration timeout) {
    this.own = own;
    this.shared = shared;
    this.clock = clock;
    this.timeout = timeout;
  }

  /** Sends {@code request}, which bears a token, to a server that is known by {@code trust}. */
  HttpAnswer join(HttpRequest request, ServerTrust trust) throws ControlException {
    return shared == null
        ? renew(request, trust.credentials(clock))
        : join(request, shared.take(trust));
  }

  private HttpAnswer join(HttpRequest request, JoinConnection connection) throws ControlException {
    borrowed = connection;
    if (closed) {
      connection.abort();
    }
    try {
      return connection.exchange(request, timeout);
    } finally {
      borrowed = null;
    }
  }

  /** Sends {@code request} with {@code credentials}. */
  HttpAnswer renew(HttpRequest request, TlsCredentials credentials) throws ControlException {
    try {
      return own.exchange(request, credentials, timeout);
    } finally {
      own.hangUp();
    }
  }

  /** Ends the request that is on its way, and lets no other be made. */
  void close() {
    closed = true;
    own.close();
    JoinConnection connection = borrowed;
    if (connection != null) {
      connection.abort();
    }
  }
}
