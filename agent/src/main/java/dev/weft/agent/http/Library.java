package dev.weft.agent.http;

import java.util.List;

/**
 * How one HTTP library is woven. Plain names only: the library's own types are not there when this
 * is read.
 */
public sealed interface Library permits ServerLibrary, ClientLibrary, TransportLibrary {
  /** For people, such as {@code Tomcat}. */
  String name();

  /**
   * What the names of the library's types begin with, with dots; also what a relocated copy has
   * something in front of.
   */
  List<String> roots();

  /** The package of the library in which helper classes are defined. */
  String home();

  /**
   * The binary name of a class that only those releases have which this describes: a copy without
   * it is another description's, and nothing is said of it. Of several with the same roots whose
   * marks are there, the first is woven. Empty for all releases.
   */
  default String mark() {
    return "";
  }

  /**
   * Whether relocated copies of it are woven too; false for what a copy is used of by nobody but
   * the library, or the agent, that has brought it along.
   */
  default boolean isWovenWhereRelocated() {
    return true;
  }

  /**
   * The binary names of the helper classes, superclasses first; woven code calls them as if they
   * were the library's.
   */
  List<String> helpers();

  /** What is woven into which class; all or nothing. */
  List<LibraryClass> classes();

  /**
   * Whether each class does its part without the others. It is then woven when it is loaded and not
   * before, which makes a start shorter where programs load few of many.
   */
  default boolean independent() {
    return false;
  }
}
