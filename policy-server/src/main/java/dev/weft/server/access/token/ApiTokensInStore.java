package dev.weft.server.access.token;

import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceSnapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** API tokens as resources of the store, and the admin token's hash. Safe for any thread. */
public final class ApiTokensInStore implements ApiTokenSource {
  private final Supplier<ResourceSnapshot> store;
  private final Supplier<Optional<String>> adminHash;

  /**
   * Tokens in {@code store}.
   *
   * @param store gives the newest state
   * @param adminHash gives the hash of the admin token's secret that is in force
   */
  public ApiTokensInStore(Supplier<ResourceSnapshot> store, Supplier<Optional<String>> adminHash) {
    this.store = store;
    this.adminHash = adminHash;
  }

  @Override
  public Optional<StoredApiToken> byId(String id) {
    Resource found = store.get().get(ApiTokenKind.KIND.key("", id));
    return found == null
        ? Optional.empty()
        : found
            .secretHash()
            .map(hash -> StoredApiToken.of(id, hash, found.body(), found.created()));
  }

  @Override
  public Optional<String> adminSecretHash() {
    return adminHash.get();
  }
}
