package dev.weft.server.kubernetes.cluster;

import dev.weft.server.kubernetes.api.ObjectName;
import dev.weft.server.kubernetes.api.ObjectSink;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pods of a cluster by name, by address and by node. Safe for use by many threads. */
public final class PodTable implements ObjectSink<Pod> {
  // All guarded by this.
  private final Map<ObjectName, Pod> byName = new HashMap<>();
  private final Map<String, Map<ObjectName, Pod>> byAddress = new HashMap<>();
  private final Map<String, Map<ObjectName, Pod>> byNode = new HashMap<>();

  @Override
  public synchronized void replace(Map<ObjectName, Pod> all) {
    byName.clear();
    byAddress.clear();
    byNode.clear();
    all.forEach(this::put);
  }

  @Override
  public synchronized void put(ObjectName name, Pod pod) {
    drop(name, byName.put(name, pod));
    for (String address : pod.addresses()) {
      byAddress.computeIfAbsent(address, it -> new LinkedHashMap<>()).put(name, pod);
    }
    if (!pod.node().isEmpty()) {
      byNode.computeIfAbsent(pod.node(), it -> new LinkedHashMap<>()).put(name, pod);
    }
  }

  @Override
  public synchronized void remove(ObjectName name) {
    drop(name, byName.remove(name));
  }

  /** Takes {@code before} out of what leads to it. */
  private void drop(ObjectName name, @Nullable Pod before) {
    if (before == null) {
      return;
    }
    for (String address : before.addresses()) {
      byAddress.computeIfPresent(address, (it, pods) -> without(pods, name));
    }
    byNode.computeIfPresent(before.node(), (it, pods) -> without(pods, name));
  }

  private static @Nullable Map<ObjectName, Pod> without(
      Map<ObjectName, Pod> pods, ObjectName gone) {
    pods.remove(gone);
    return pods.isEmpty() ? null : pods;
  }

  /** The pod of that name. */
  public synchronized Optional<Pod> find(String namespace, String name) {
    return Optional.ofNullable(byName.get(new ObjectName(namespace, name)));
  }

  /** Those that have {@code address}, as RFC 5952 spells it: one, unless it is handed on. */
  public synchronized List<Pod> at(String address) {
    return List.copyOf(byAddress.getOrDefault(address, Map.of()).values());
  }

  /** Those on {@code node} that have not ended. */
  public synchronized List<Pod> onNode(String node) {
    Collection<Pod> pods = byNode.getOrDefault(node, Map.of()).values();
    return List.copyOf(pods);
  }

  /** How many there are. */
  public synchronized int size() {
    return byName.size();
  }
}
