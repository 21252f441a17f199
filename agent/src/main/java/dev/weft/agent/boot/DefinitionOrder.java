package dev.weft.agent.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In which order classes can be defined: each after those of its supertypes that come with it. */
final class DefinitionOrder {
  private final Map<String, ClassHeader> headers = new HashMap<>();
  private final Set<String> order = new LinkedHashSet<>();

  private DefinitionOrder(List<ClassHeader> given) {
    for (ClassHeader header : given) {
      headers.put(header.name(), header);
    }
  }

  /** The names of the given classes in such an order, the same for the same classes. */
  static List<String> of(List<ClassHeader> headers) {
    DefinitionOrder order = new DefinitionOrder(headers);
    for (String name : new TreeSet<>(order.headers.keySet())) {
      order.add(name, new TreeSet<>());
    }
    return new ArrayList<>(order.order);
  }

  private void add(String name, Set<String> below) {
    ClassHeader header = headers.get(name);
    // A class file can name itself as its own supertype; defining it will fail, ordering it must
    // end.
    if (header == null || order.contains(name) || !below.add(name)) {
      return;
    }
    for (String supertype : header.supertypes()) {
      add(supertype, below);
    }
    order.add(name);
  }
}
