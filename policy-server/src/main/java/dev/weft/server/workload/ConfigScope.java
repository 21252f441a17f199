package dev.weft.server.workload;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whom a config is for: workloads of one namespace on one host get the same.
 *
 * @param namespace the namespace
 * @param host the host, or network namespace; empty when the workload names none
 */
public record ConfigScope(String namespace, String host) {
  /** The shelves of {@code section} that are for this scope, in a mesh with this root namespace. */
  List<Shelf> shelves(Section section, String rootNamespace) {
    Set<String> names =
        section == Section.DIRECTORY ? distinct("", host) : distinct(rootNamespace, namespace);
    return names.stream().map(name -> new Shelf(section, name)).toList();
  }

  /** All shelves that are for this scope. */
  List<Shelf> shelves(String rootNamespace) {
    return Stream.of(Section.values())
        .flatMap(section -> shelves(section, rootNamespace).stream())
        .toList();
  }

  private static Set<String> distinct(String first, String second) {
    Set<String> names = new LinkedHashSet<>();
    names.add(first);
    names.add(second);
    return names;
  }
}
