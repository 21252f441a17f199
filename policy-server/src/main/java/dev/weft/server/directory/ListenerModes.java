package dev.weft.server.directory;

import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PeerAuthenticationView;
import dev.weft.core.policy.PeerAuthentications;
import dev.weft.core.policy.Workload;
import java.util.ArrayList;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What listening ports accept, as the PeerAuthentications have it. Immutable; the next modes share
 * what did not change.
 */
public final class ListenerModes {
  private final MeshSettings settings;
  private final PMap<String, PMap<String, PeerAuthentication>> byNamespace;

  private ListenerModes(
      MeshSettings settings, PMap<String, PMap<String, PeerAuthentication>> byNamespace) {
    this.settings = settings;
    this.byNamespace = byNamespace;
  }

  /** The modes of a mesh without PeerAuthentications. */
  public static ListenerModes none(MeshSettings settings) {
    return new ListenerModes(settings, HashTreePMap.empty());
  }

  /** These modes, with {@code policy} beside or in place of one of its name. */
  public ListenerModes with(PeerAuthentication policy) {
    String namespace = policy.metadata().namespace();
    return new ListenerModes(
        settings,
        byNamespace.plus(namespace, of(namespace).plus(policy.metadata().name(), policy)));
  }

  /** These modes without the policy {@code name}. */
  public ListenerModes without(String namespace, String name) {
    PMap<String, PeerAuthentication> left = of(namespace).minus(name);
    return new ListenerModes(
        settings,
        left.isEmpty() ? byNamespace.minus(namespace) : byNamespace.plus(namespace, left));
  }

  /** What the ports of {@code workload} accept. */
  public PeerAuthenticationView of(Workload workload) {
    List<PeerAuthentication> concerned = new ArrayList<>(of(settings.rootNamespace()).values());
    if (!workload.namespace().equals(settings.rootNamespace())) {
      concerned.addAll(of(workload.namespace()).values());
    }
    return PeerAuthentications.view(settings, workload, concerned);
  }

  private PMap<String, PeerAuthentication> of(String namespace) {
    PMap<String, PeerAuthentication> policies = byNamespace.get(namespace);
    return policies == null ? HashTreePMap.empty() : policies;
  }
}
