package dev.weft.server.kubernetes;

import dev.weft.core.token.JwkSet;
import dev.weft.core.token.KeyFetcher;
import dev.weft.core.token.KeyFormatException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log when the cluster's keys cannot be had, or read.
 *
 * @param fetcher what fetches
 */
record LoggedFetches(KeyFetcher fetcher) implements KeyFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(LoggedFetches.class);

  @Override
  public byte[] fetch(URI uri, Duration timeout, int maxBytes) throws IOException {
    try {
      byte[] body = fetcher.fetch(uri, timeout, maxBytes);
      if (JwkSet.parse(body).keys().isEmpty()) {
        throw new IOException(uri + ": no key that verifies (expected: RSA or EC keys)");
      }
      return body;
    } catch (IOException | KeyFormatException e) {
      LOG.atWarn()
          .addKeyValue("url", uri)
          .addKeyValue("cause", e.toString())
          .log("the cluster's keys cannot be had");
      throw e instanceof IOException failure
          ? failure
          : new IOException(uri + ": " + e.getMessage(), e);
    }
  }
}
