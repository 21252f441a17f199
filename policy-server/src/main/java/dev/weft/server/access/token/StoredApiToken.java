package dev.weft.server.access.token;

import dev.weft.core.json.JsonObject;
import dev.weft.server.access.Grants;
import java.time.Instant;

/**
 * What the server knows of an API token.
 *
 * @param id the name of its resource
 * @param secretHash the SHA-256 of its secret, in lower-case hex
 * @param grants what it allows
 * @param expires from when on it is worthless
 */
public record StoredApiToken(String id, String secretHash, Grants grants, Instant expires) {
  /**
   * The token that a stored resource is.
   *
   * @param resource a resource in which {@link ApiTokenSpec#check} finds nothing wrong
   * @param created when it was made
   */
  public static StoredApiToken of(
      String id, String secretHash, JsonObject resource, Instant created) {
    ApiTokenSpec spec = ApiTokenSpec.of(resource);
    return new StoredApiToken(
        id, secretHash, Grants.of(spec.role(), spec.scope()), created.plus(spec.ttl()));
  }

  /**
   * The {@code status} of its resource: when it ends. The token itself is shown once, when made.
   */
  public JsonObject status() {
    return JsonObject.builder().put("expires", expires.toString()).build();
  }
}
