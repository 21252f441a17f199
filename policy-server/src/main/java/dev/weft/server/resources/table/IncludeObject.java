package dev.weft.server.resources.table;

import dev.weft.server.http.ApiException;
import java.util.Optional;

/** What of a resource its row in a table carries ({@code TableOptions} of meta.k8s.io). */
public enum IncludeObject {
  NONE,
  METADATA,
  OBJECT;

  /**
   * The meaning of the query parameter {@code includeObject}.
   *
   * @throws ApiException 400 when it has another value than None, Metadata or Object
   */
  public static IncludeObject of(Optional<String> parameter) {
    String text = parameter.filter(it -> !it.isEmpty()).orElse("Metadata");
    return switch (text) {
      case "None" -> NONE;
      case "Metadata" -> METADATA;
      case "Object" -> OBJECT;
      default ->
          throw ApiException.badRequest(
              "includeObject", text + " (expected: None, Metadata or Object)");
    };
  }
}
