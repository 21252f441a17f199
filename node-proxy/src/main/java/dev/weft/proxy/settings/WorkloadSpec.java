package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.JoinSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workload that the proxy serves.
 *
 * @param name what it is called in logs and on the admin pages; unique in one proxy
 * @param join where what it joins with is
 * @param labels its labels, which policies select by
 * @param listeners the ports that are opened for it; one at least where nothing is captured
 * @param captured by what its connections are captured; null for a program that is told of the
 *     listeners
 */
public record WorkloadSpec(
    String name,
    JoinSource join,
    Map<String, String> labels,
    List<ListenerSpec> listeners,
    @Nullable CaptureSpec captured) {
  /** Takes copies. */
  public WorkloadSpec {
    labels = Map.copyOf(labels);
    listeners = List.copyOf(listeners);
  }
}
