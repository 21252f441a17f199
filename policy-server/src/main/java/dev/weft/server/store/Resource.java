package dev.weft.server.store;

import dev.weft.core.json.JsonObject;
import java.time.Instant;

/**
 * A stored resource.
 *
 * @param key what names it
 * @param uid tells it from an earlier one of the same name
 * @param resourceVersion the revision of its last change
 * @param generation how often its meaning changed, from 1
 * @param created when it was made
 * @param body the whole resource as people read it
 */
public record Resource(
    ResourceKey key,
    String uid,
    long resourceVersion,
    long generation,
    Instant created,
    JsonObject body) {}
