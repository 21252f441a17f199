package dev.weft.agent.http;

import java.util.List;
import java.util.Set;

/**
 * A library that opens sockets by native code of its own, which become part of the mesh. One that
 * does not fit is left as it is, and its transport is switched off.
 *
 * @param natives the names of all native methods that its woven classes may have: one that is not
 *     among them might move bytes that nobody sees
 */
public record TransportLibrary(
    String name,
    List<String> roots,
    String home,
    List<String> helpers,
    List<LibraryClass> classes,
    Set<String> natives)
    implements Library {
  public TransportLibrary {
    roots = List.copyOf(roots);
    helpers = List.copyOf(helpers);
    classes = List.copyOf(classes);
    natives = Set.copyOf(natives);
  }
}
