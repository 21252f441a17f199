package dev.weft.server.access.stored;

import dev.weft.server.access.token.ApiTokenSource;
import dev.weft.server.access.token.StoredApiToken;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceStore;
import java.util.Optional;

/**
 * The tokens in the store, as they are at this moment: a token that was deleted is gone at once.
 */
public final class StoredTokens implements ApiTokenSource {
  private final ResourceStore store;
  private final String adminSecretHash;

  /**
   * The tokens in {@code store} and the admin token.
   *
   * @param adminSecretHash the hash of the admin token's secret
   */
  public StoredTokens(ResourceStore store, String adminSecretHash) {
    this.store = store;
    this.adminSecretHash = adminSecretHash;
  }

  @Override
  public Optional<StoredApiToken> byId(String id) {
    Resource found = store.snapshot().get(ApiTokenKind.KIND.key("", id));
    return found == null
        ? Optional.empty()
        : found
            .secretHash()
            .map(hash -> StoredApiToken.of(id, hash, found.body(), found.created()));
  }

  @Override
  public Optional<String> adminSecretHash() {
    return Optional.of(adminSecretHash);
  }
}
