package dev.weft.server.tokens;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.Strategy;
import dev.weft.server.store.Resource;
import java.util.List;
import java.util.Optional;

/** The kind JoinToken. A token's secret is shown once, in the answer to whoever made it. */
public final class JoinTokenKind implements Strategy {
  private final JoinTokens tokens;

  private JoinTokenKind(JoinTokens tokens) {
    this.tokens = tokens;
  }

  /** The kind whose tokens {@code tokens} mints. */
  public static ResourceKind of(JoinTokens tokens) {
    return new ResourceKind(
        JoinTokens.GROUP, "v1", JoinTokens.KIND, "jointokens", new JoinTokenKind(tokens));
  }

  @Override
  public List<Cause> check(JsonObject resource) {
    return JoinTokenSpec.check(resource);
  }

  @Override
  public Optional<String> generateName() {
    return Optional.of("join-");
  }

  @Override
  public Creation create(Resource draft) {
    JoinTokens.Minting minting = tokens.mint(draft);
    return new Creation(
        minting.resource(),
        stored ->
            stored.with(
                "status", stored.object("status").with("token", new JsonString(minting.token()))));
  }
}
