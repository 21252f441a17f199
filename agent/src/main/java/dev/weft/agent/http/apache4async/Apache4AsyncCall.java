package dev.weft.agent.http.apache4async;

import dev.weft.bootstrap.http.ClientExchanges;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/**
 * What the program has sent, and the request that has come of it last. Kept by the handler, which
 * has one request at a time, on one thread after the other; it may be cancelled by any.
 */
public final class Apache4AsyncCall {
  final ClientExchanges sent = ClientExchanges.begin();

  volatile @Nullable HttpRequestWrapper request;
  volatile @Nullable HttpRoute route;

  /** When it began to look for a connection, a {@code System.nanoTime()}; 0 once it has one. */
  volatile long connectingSince;

  Apache4AsyncCall() {}
}
