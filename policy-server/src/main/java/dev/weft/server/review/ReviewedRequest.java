package dev.weft.server.review;

import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.IpAddress;
import dev.weft.core.policy.Peer;
import dev.weft.core.policy.RequestFacts;
import dev.weft.core.policy.TokenClaims;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is only imagined.
 *
 * @param headers by their names in lower case
 */
record ReviewedRequest(
    ConnectionFacts connection,
    String method,
    String path,
    String host,
    Map<String, String> headers,
    @Nullable IpAddress remoteIp,
    @Nullable TokenClaims token)
    implements RequestFacts {

  /** This request as it comes from {@code peer}; null is a peer that proves no identity. */
  ReviewedRequest from(@Nullable Peer peer) {
    return new ReviewedRequest(
        new ConnectionFacts(
            peer,
            connection.sourceIp(),
            connection.destinationIp(),
            connection.destinationPort(),
            connection.sni()),
        method,
        path,
        host,
        headers,
        remoteIp,
        token);
  }

  @Override
  public String scheme() {
    return connection.peer() == null ? "http" : "https";
  }

  @Override
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
