package dev.weft.core.token;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Fetches a document over HTTP. Every program brings the client that it has, so that nothing of the
 * application's is touched. Called on the executor given to {@link RemoteKeySources}, never on a
 * request's thread.
 */
@FunctionalInterface
public interface KeyFetcher {
  /**
   * The body of a {@code GET} that was answered with 200. Certificates are checked as for any other
   * server.
   *
   * @param uri an http or https URL
   * @param timeout how long all of it may take
   * @param maxBytes the longest body that may be read
   * @throws IOException when there is no such answer in time
   */
  byte[] fetch(URI uri, Duration timeout, int maxBytes) throws IOException;
}
