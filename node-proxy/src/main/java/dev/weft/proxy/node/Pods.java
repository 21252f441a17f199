package dev.weft.proxy.node;

import dev.weft.core.directory.IpLiteral;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pods that the proxy serves, by their addresses. Safe for any thread. */
final class Pods {
  private final Map<InetAddress, Pod> byAddress = new ConcurrentHashMap<>();

  /** The pod that has {@code address}; null when none here has. */
  @Nullable Pod find(InetAddress address) {
    Pod pod = byAddress.get(address);
    return pod != null ? pod : byAddress.get(IpLiteral.normalise(address));
  }

  /**
   * Takes {@code pod} in.
   *
   * @throws IllegalArgumentException when another has one of its addresses; then nothing changes
   */
  synchronized void add(Pod pod) {
    for (InetAddress address : pod.spec().addresses()) {
      Pod other = byAddress.get(address);
      if (other != null) {
        throw new IllegalArgumentException(
            address.getHostAddress() + ": " + other.name() + " has it (expected: one pod's)");
      }
    }
    pod.spec().addresses().forEach(address -> byAddress.put(address, pod));
  }

  synchronized void remove(Pod pod) {
    pod.spec().addresses().forEach(address -> byAddress.remove(address, pod));
  }
}
