package dev.weft.server.access.token;

import dev.weft.server.access.Grants;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Knows people by their API tokens. The source is asked each time, so that a token which was
 * deleted is worthless at once. Does not block; safe for any thread.
 */
public final class ApiTokenPeople {
  /** The start of the names of the holders of tokens; the rest is the token's id. */
  public static final String PREFIX = "token:";

  /** The name of the holder of the admin token. */
  public static final String ADMIN = "admin";

  /** Compared with when there is no such token, so that its absence takes the same time. */
  private static final String NO_HASH = "0".repeat(64);

  private final ApiTokenSource source;
  private final InstantSource clock;

  public ApiTokenPeople(ApiTokenSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * Whose {@code text} is.
   *
   * @throws ApiException 401 when it is no token, or one that is expired or unknown
   */
  public Caller.Person person(String text) {
    ApiTokenString token =
        ApiTokenString.parse(text)
            .orElseThrow(() -> refused("malformed token", "a token as it was made"));
    if (token.holder() instanceof ApiTokenString.Holder.Token named) {
      return holder(named.id(), token);
    }
    requireSecret(source.adminSecretHash(), token);
    return new Caller.Person(ADMIN, List.of(), Grants.EVERYTHING);
  }

  private Caller.Person holder(String id, ApiTokenString token) {
    Optional<StoredApiToken> stored = source.byId(id);
    requireSecret(stored.map(StoredApiToken::secretHash), token);
    StoredApiToken known = stored.orElseThrow(ApiTokenPeople::unknown);
    if (!clock.instant().isBefore(known.expires())) {
      throw refused("token expired at " + known.expires(), "one still good; make a new one");
    }
    return new Caller.Person(PREFIX + known.id(), List.of(), known.grants());
  }

  private static void requireSecret(Optional<String> hash, ApiTokenString token) {
    boolean same =
        MessageDigest.isEqual(
            hash.orElse(NO_HASH).getBytes(StandardCharsets.US_ASCII),
            token.secretHash().getBytes(StandardCharsets.US_ASCII));
    if (!same || hash.isEmpty()) {
      throw unknown();
    }
  }

  private static ApiException unknown() {
    return refused("token not known", "a token made by this server");
  }

  private static ApiException refused(String found, String expected) {
    return ApiException.unauthorized("authorization: " + found + " (expected: " + expected + ")");
  }
}
