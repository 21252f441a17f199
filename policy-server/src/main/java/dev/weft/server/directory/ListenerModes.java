package dev.weft.server.directory;

import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PeerAuthentications;
import dev.weft.core.policy.Workload;
import java.util.List;
import java.util.Map;

/** What a listening port accepts, as the PeerAuthentications have it. */
@FunctionalInterface
public interface ListenerModes {
  /** The mode of {@code port} of a workload of {@code namespace} with {@code labels}. */
  MutualTlsMode of(String namespace, Map<String, String> labels, int port);

  /** The modes that follow from {@code policies}. */
  static ListenerModes of(List<PeerAuthentication> policies, MeshSettings settings) {
    List<PeerAuthentication> all = List.copyOf(policies);
    return (namespace, labels, port) ->
        PeerAuthentications.mode(settings, new Workload(namespace, labels), port, all);
  }
}
