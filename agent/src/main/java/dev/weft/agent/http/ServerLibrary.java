package dev.weft.agent.http;

import java.util.List;

/**
 * A library that serves requests, which are judged. One that does not fit is left as it is and
 * reported: rules that look at requests fail closed on its ports.
 */
public record ServerLibrary(
    String name, List<String> roots, String home, List<String> helpers, List<LibraryClass> classes)
    implements Library {
  public ServerLibrary {
    roots = List.copyOf(roots);
    helpers = List.copyOf(helpers);
    classes = List.copyOf(classes);
  }
}
