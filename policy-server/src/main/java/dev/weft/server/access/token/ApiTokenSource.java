package dev.weft.server.access.token;

import java.util.Optional;

/** Where tokens are kept. Asked on the event loop at each request, so that it must not block. */
public interface ApiTokenSource {
  /** The token named {@code id}; empty when there is none, or none any more. */
  Optional<StoredApiToken> byId(String id);

  /** The SHA-256 of the admin token's secret, in lower-case hex; empty when it was abolished. */
  Optional<String> adminSecretHash();
}
