package dev.weft.server.kubernetes.api;

import dev.weft.core.json.JsonObject;

/**
 * Takes from an object what is kept of it.
 *
 * @param <T> what is kept
 */
@FunctionalInterface
public interface ObjectReader<T> {
  /**
   * What is kept of {@code object}.
   *
   * @throws IllegalArgumentException when it lacks what every object of its kind has
   */
  T read(JsonObject object);
}
