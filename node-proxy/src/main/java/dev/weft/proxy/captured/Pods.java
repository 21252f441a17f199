package dev.weft.proxy.captured;

import dev.weft.core.directory.IpLiteral;
import dev.weft.proxy.settings.PodSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The pods that the proxy serves, by their addresses. Safe for any thread. */
public final class Pods implements Neighbours {
  private final Map<InetAddress, Captured> byAddress = new ConcurrentHashMap<>();

  /** The pod that has {@code address}; null when none here has. */
  public @Nullable Captured find(InetAddress address) {
    Captured pod = byAddress.get(address);
    return pod != null ? pod : byAddress.get(IpLiteral.normalise(address));
  }

  @Override
  public @Nullable Captured at(InetSocketAddress place) {
    return find(place.getAddress());
  }

  /**
   * Takes {@code pod} in.
   *
   * @throws IllegalArgumentException when another has one of its addresses; then nothing changes
   */
  private void add(Captured pod) {
    Set<InetAddress> addresses = pod.spec() instanceof PodSpec spec ? spec.addresses() : Set.of();
    for (InetAddress address : addresses) {
      Captured other = byAddress.get(address);
      if (other != null) {
        throw new IllegalArgumentException(
            address.getHostAddress() + ": " + other.name() + " has it (expected: one pod's)");
      }
    }
    addresses.forEach(address -> byAddress.put(address, pod));
  }

  /**
   * Takes all of {@code arriving} in but those that cannot be.
   *
   * @return those, and why
   */
  public synchronized Map<Captured, String> addAll(List<Captured> arriving) {
    Map<Captured, String> refused = new LinkedHashMap<>();
    for (Captured pod : arriving) {
      try {
        add(pod);
      } catch (IllegalArgumentException e) {
        refused.put(pod, String.valueOf(e.getMessage()));
      }
    }
    return refused;
  }

  /** Takes {@code pod} out, if it is in. */
  public synchronized void remove(Captured pod) {
    byAddress.values().removeIf(pod::equals);
  }
}
