package dev.weft.server.access.token;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.server.http.Cause;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.Strategy;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.store.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The kind ApiToken, which is in no namespace. A token is shown once, in the answer to whoever made
 * it. Its spec never changes: see {@link ApiTokenSpec#checkUnchanged}.
 */
public final class ApiTokenKind implements Strategy {
  /** The kind as people know it. */
  public static final ResourceKind KIND = new ResourceKind(Kinds.API_TOKEN, new ApiTokenKind());

  private ApiTokenKind() {}

  @Override
  public List<Cause> check(JsonObject resource) {
    return ApiTokenSpec.check(resource);
  }

  @Override
  public Optional<String> generateName() {
    return Optional.of("token-");
  }

  @Override
  public Creation create(Resource draft) {
    ApiTokenString token = ApiTokenString.make(draft.key().name());
    StoredApiToken known =
        StoredApiToken.of(draft.key().name(), token.secretHash(), draft.body(), draft.created());
    Resource minted =
        new Resource(
            draft.key(),
            draft.uid(),
            draft.resourceVersion(),
            draft.contentVersion(),
            draft.generation(),
            draft.created(),
            Optional.of(token.secretHash()),
            draft.body().with("status", known.status()));
    return new Creation(
        minted,
        stored ->
            stored.with(
                "status", stored.object("status").with("token", new JsonString(token.reveal()))));
  }
}
