package dev.weft.server.access.token;

import dev.weft.server.access.Grants;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens in memory. */
public final class FakeApiTokens implements ApiTokenSource {
  private final Map<String, StoredApiToken> tokens = new ConcurrentHashMap<>();
  private volatile Optional<String> admin = Optional.empty();

  /** Makes a token, and returns it as its holder has it. */
  public String mint(String id, Grants grants, Instant expires) {
    ApiTokenString token = ApiTokenString.make(id);
    tokens.put(id, new StoredApiToken(id, token.secretHash(), grants, expires));
    return token.reveal();
  }

  /** Makes an admin token in place of the one before. */
  public String mintAdmin() {
    ApiTokenString token = ApiTokenString.makeAdmin();
    admin = Optional.of(token.secretHash());
    return token.reveal();
  }

  /** Deletes a token. */
  public void delete(String id) {
    tokens.remove(id);
  }

  @Override
  public Optional<StoredApiToken> byId(String id) {
    return Optional.ofNullable(tokens.get(id));
  }

  @Override
  public Optional<String> adminSecretHash() {
    return admin;
  }
}
