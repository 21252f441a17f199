package dev.weft.core.token;

import dev.weft.core.http.HttpAnswer;
import dev.weft.core.http.HttpAnswerReader;
import dev.weft.core.http.HttpInput;
import dev.weft.core.http.WebClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Fetches key sets from the web. Redirects are not followed: a key set is where the policy says it
 * is. Safe for use by several threads, each of which a fetch blocks.
 */
public final class HttpKeyFetcher implements KeyFetcher {
  private final WebClient web;
  private final Credential credential;

  /** What a fetch shows of itself. */
  @FunctionalInterface
  public interface Credential {
    /**
     * The bearer token (RFC 6750) to send, or empty for none; asked anew for each fetch.
     *
     * @throws IOException when there should be one and there is none: then nothing is fetched
     */
    String bearer() throws IOException;
  }

  /** A fetcher on {@code web} that shows nothing. */
  public HttpKeyFetcher(WebClient web) {
    this(web, () -> "");
  }

  /** A fetcher on {@code web} that shows a bearer token, and by https only. */
  public HttpKeyFetcher(WebClient web, Credential credential) {
    this.web = web;
    this.credential = credential;
  }

  @Override
  public byte[] fetch(URI uri, Duration timeout, int maxBytes) throws IOException {
    byte[] request = request(uri, credential.bearer());
    return web.talk(
        uri,
        timeout,
        (in, out) -> {
          out.write(request);
          out.flush();
          HttpAnswer answer = new HttpAnswerReader(new HttpInput(in), maxBytes).read();
          if (answer.status() != 200) {
            throw new IOException("status: " + answer.status() + " (expected: 200)");
          }
          return answer.body();
        });
  }

  private static byte[] request(URI uri, String bearer) throws IOException {
    if (!bearer.isEmpty() && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw new IOException("scheme: " + uri.getScheme() + " (expected: https, for a credential)");
    }
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String head =
        String.join(
            "\r\n",
            "GET " + path + query + " HTTP/1.1",
            "host: " + uri.getRawAuthority(),
            "accept: application/json",
            "user-agent: weft",
            "connection: close" + (bearer.isEmpty() ? "" : "\r\nauthorization: Bearer " + bearer),
            "",
            "");
    return head.getBytes(StandardCharsets.US_ASCII);
  }
}
