package dev.weft.core.control;

import dev.weft.core.http.HttpAnswer;
import java.time.Duration;

/** A connection of {@link JoinConnections} in the hands of one client, for one request. */
final class JoinConnection {
  private final JoinConnections owner;
  private final ServerTrust trust;
  private final ControlChannel channel;
  private final TlsCredentials credentials;
  // Guarded by this.
  private boolean over;

  JoinConnection(
      JoinConnections owner,
      ServerTrust trust,
      ControlChannel channel,
      TlsCredentials credentials) {
    this.owner = owner;
    this.trust = trust;
    this.channel = channel;
    this.credentials = credentials;
  }

  /** By what the server at its other end is known. */
  ServerTrust trust() {
    return trust;
  }

  /** The same connection for another client: this one can no longer end it. */
  JoinConnection again() {
    return new JoinConnection(owner, trust, channel, credentials);
  }

  /** As {@link ControlChannel#exchange}. Call it once: afterwards the connection is another's. */
  HttpAnswer exchange(HttpRequest request, Duration timeout) throws ControlException {
    boolean good = false;
    try {
      HttpAnswer answer = channel.exchange(request, credentials, timeout);
      good = answer.keepAlive();
      return answer;
    } finally {
      boolean aborted;
      synchronized (this) {
        aborted = over;
        over = true;
      }
      owner.giveBack(this, good && !aborted);
    }
  }

  /** Ends the request, if it is on its way or yet to come. For any thread. */
  synchronized void abort() {
    if (!over) {
      over = true;
      channel.close();
    }
  }

  /** Ends the connection, which nobody uses. */
  void end() {
    channel.close();
  }
}
