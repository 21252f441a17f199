package dev.weft.agent.http;

import java.util.List;

/**
 * A library that sends requests, which are followed. One that does not fit is left as it is: its
 * requests are then not traced, and nothing is less protected.
 */
public record ClientLibrary(
    String name, List<String> roots, String home, List<String> helpers, List<LibraryClass> classes)
    implements Library {
  public ClientLibrary {
    roots = List.copyOf(roots);
    helpers = List.copyOf(helpers);
    classes = List.copyOf(classes);
  }
}
