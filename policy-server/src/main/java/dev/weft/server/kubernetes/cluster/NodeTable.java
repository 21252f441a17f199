package dev.weft.server.kubernetes.cluster;

import dev.weft.server.kubernetes.api.ObjectName;
import dev.weft.server.kubernetes.api.ObjectSink;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The nodes of a cluster. Safe for use by many threads. */
public final class NodeTable implements ObjectSink<Node> {
  private final Map<String, Node> nodes = new HashMap<>();

  @Override
  public synchronized void replace(Map<ObjectName, Node> all) {
    nodes.clear();
    all.forEach(this::put);
  }

  @Override
  public synchronized void put(ObjectName name, Node node) {
    nodes.put(name.name(), node);
  }

  @Override
  public synchronized void remove(ObjectName name) {
    nodes.remove(name.name());
  }

  /** The node of that name. */
  public synchronized Optional<Node> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }
}
