package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.Cause;
import dev.weft.server.store.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What is particular about one kind of resource. */
@FunctionalInterface
public interface Strategy {
  /** What is wrong with {@code resource}; empty when it can be in force as it stands. */
  List<Cause> check(JsonObject resource);

  /** What names are made from where a new resource comes without any. */
  default Optional<String> generateName() {
    return Optional.empty();
  }

  /** Completes a resource that is about to be made, and in which nothing is wrong. */
  default Creation create(Resource draft) {
    return new Creation(draft, UnaryOperator.identity());
  }

  /**
   * A resource about to be made.
   *
   * @param draft what is stored
   * @param answer makes of what is stored what its maker, and nobody else, is told
   */
  record Creation(Resource draft, UnaryOperator<JsonObject> answer) {}
}
