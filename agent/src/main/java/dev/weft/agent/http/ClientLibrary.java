package dev.weft.agent.http;

import java.util.List;

/**
 * A library that sends requests, which are followed, or that takes work from one thread to another,
 * which keeps its context. One that does not fit is left as it is: its requests are then not
 * traced, and nothing is less protected.
 *
 * @param mark the binary name of a class that only those releases have which this describes; empty
 *     for all of them
 * @param independent as in {@link Library#independent}
 * @param isWovenWhereRelocated as in {@link Library#isWovenWhereRelocated}
 */
public record ClientLibrary(
    String name,
    List<String> roots,
    String home,
    String mark,
    List<String> helpers,
    List<LibraryClass> classes,
    boolean independent,
    boolean isWovenWhereRelocated)
    implements Library {
  /** One whose classes belong together, and whose relocated copies are woven too. */
  public ClientLibrary(
      String name,
      List<String> roots,
      String home,
      String mark,
      List<String> helpers,
      List<LibraryClass> classes) {
    this(name, roots, home, mark, helpers, classes, false, true);
  }

  /** A library all of whose releases this describes. */
  public ClientLibrary(
      String name,
      List<String> roots,
      String home,
      List<String> helpers,
      List<LibraryClass> classes) {
    this(name, roots, home, "", helpers, classes);
  }

  public ClientLibrary {
    roots = List.copyOf(roots);
    helpers = List.copyOf(helpers);
    classes = List.copyOf(classes);
  }
}
