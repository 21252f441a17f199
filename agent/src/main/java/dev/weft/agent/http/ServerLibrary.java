package dev.weft.agent.http;

import java.util.List;

/**
 * A library that serves requests, which are judged. One that does not fit is left as it is and
 * reported: rules that look at requests fail closed on its ports.
 *
 * @param mark the binary name of a class that only those releases have which this describes; empty
 *     for all of them. Every release has the mark of some description, or it would not be reported
 */
public record ServerLibrary(
    String name,
    List<String> roots,
    String home,
    String mark,
    List<String> helpers,
    List<LibraryClass> classes)
    implements Library {
  /** A library all of whose releases this describes. */
  public ServerLibrary(
      String name,
      List<String> roots,
      String home,
      List<String> helpers,
      List<LibraryClass> classes) {
    this(name, roots, home, "", helpers, classes);
  }

  public ServerLibrary {
    roots = List.copyOf(roots);
    helpers = List.copyOf(helpers);
    classes = List.copyOf(classes);
  }
}
