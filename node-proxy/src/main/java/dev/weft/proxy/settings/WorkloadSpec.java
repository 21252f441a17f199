package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.JoinSource;
import java.util.List;
import java.util.Map;

/**
 * A workload that the proxy serves.
 *
 * @param name what it is called in logs and on the admin pages; unique in one proxy
 * @param join where its join token is
 * @param labels its labels, which policies select by
 * @param listeners the ports that are opened for it, one at least
 */
public record WorkloadSpec(
    String name, JoinSource join, Map<String, String> labels, List<ListenerSpec> listeners) {
  /** Takes copies. */
  public WorkloadSpec {
    labels = Map.copyOf(labels);
    listeners = List.copyOf(listeners);
  }
}
