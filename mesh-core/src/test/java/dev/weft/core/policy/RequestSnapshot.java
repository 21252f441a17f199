package dev.weft.core.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request written down in a test; the names of headers are in lower case. */
record RequestSnapshot(
    ConnectionFacts connection,
    String method,
    String path,
    String host,
    Map<String, String> headers,
    @Nullable IpAddress remoteIp,
    @Nullable TokenClaims token)
    implements RequestFacts {
  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
