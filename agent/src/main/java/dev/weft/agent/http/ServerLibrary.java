package dev.weft.agent.http;

import java.util.List;

/**
 * How one HTTP server library is woven. Plain names only: the library's own types are not there
 * when this is read.
 *
 * @param name for people, such as {@code Tomcat}
 * @param roots what the names of the library's types begin with, with dots; also what a relocated
 *     copy has something in front of
 * @param home the package of the library in which helper classes are defined
 * @param helpers the binary names of the helper classes, superclasses first; woven code calls them
 *     as if they were the library's
 * @param classes what is woven into which class; all or nothing
 */
public record ServerLibrary(
    String name,
    List<String> roots,
    String home,
    List<String> helpers,
    List<LibraryClass> classes) {
  public ServerLibrary {
    roots = List.copyOf(roots);
    helpers = List.copyOf(helpers);
    classes = List.copyOf(classes);
  }
}
