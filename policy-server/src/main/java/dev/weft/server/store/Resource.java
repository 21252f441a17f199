package dev.weft.server.store;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored resource. Immutable.
 *
 * @param key what names it
 * @param uid tells it from an earlier one of the same name
 * @param resourceVersion the revision of its last change; 0 as long as it is not stored
 * @param contentVersion the revision of the last change of anything but its status
 * @param generation how often its meaning changed, from 1
 * @param created when it was made
 * @param secretHash the SHA-256, in hex, of the secret that belongs to it, if one does; no answer
 *     ever shows it
 * @param body the whole resource as people read it
 */
public record Resource(
    ResourceKey key,
    String uid,
    long resourceVersion,
    long contentVersion,
    long generation,
    Instant created,
    Optional<String> secretHash,
    JsonObject body) {

  /** This resource with another body. */
  public Resource withBody(JsonObject newBody) {
    return new Resource(
        key, uid, resourceVersion, contentVersion, generation, created, secretHash, newBody);
  }

  /** This resource as it is after a change of its content at {@code revision}. */
  Resource contentAt(long revision) {
    return at(revision, revision);
  }

  /** This resource as it is after a change of its status alone at {@code revision}. */
  Resource statusAt(long revision) {
    return at(revision, contentVersion);
  }

  private Resource at(long revision, long content) {
    JsonObject metadata = body.object("metadata");
    return new Resource(
        key,
        uid,
        revision,
        content,
        generation,
        created,
        secretHash,
        body.with("metadata", metadata.with("resourceVersion", text(revision))));
  }

  private static JsonString text(long revision) {
    return new JsonString(String.valueOf(revision));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "Resource[" + key.describe() + " at " + resourceVersion + "]";
  }
}
