package dev.weft.server.resources.schema;

import java.util.List;

/**
 * A part of a resource with a path of its own, {@code …/<name>/<subresource>}.
 *
 * @param name as it stands in the path
 * @param kind the kind of what is sent or answered there
 * @param verbs what can be done with it
 */
public record Subresource(String name, GroupVersionKind kind, List<Verb> verbs) {
  public Subresource {
    verbs = List.copyOf(verbs);
  }
}
