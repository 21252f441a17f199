package dev.weft.server.resources.patch;

import dev.weft.core.json.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * One field that differs between two documents.
 *
 * @param path the field, as in {@code spec.rules[0].to} or {@code
 *     metadata.labels["app.kubernetes.io/name"]}; an element of an array that was removed has its
 *     index in the first document, any other its index in the second
 * @param before its value in the first document; null when it was added
 * @param after its value in the second document; null when it was removed
 */
public record FieldChange(String path, @Nullable JsonValue before, @Nullable JsonValue after) {}
