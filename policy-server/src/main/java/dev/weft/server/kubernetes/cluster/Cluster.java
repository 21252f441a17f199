package dev.weft.server.kubernetes.cluster;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.directory.AddressHolders;
import dev.weft.server.directory.Addresses;
import dev.weft.server.directory.Place;
import dev.weft.server.kubernetes.api.Discovery;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What is known of a cluster, and what the directory may take from it: whose an address is, and
 * what stands behind a service's. Safe for use by many threads.
 */
public final class Cluster implements AddressHolders {
  private final PodTable pods = new PodTable();
  private final NodeTable nodes = new NodeTable();
  private final ServiceTable services = new ServiceTable();

  private volatile BooleanSupplier listed = () -> false;
  private volatile boolean followed;

  /** Has {@code discovery} keep this as the cluster is. */
  public void follow(Discovery discovery) {
    followed = true;
    listed = discovery::isListed;
    discovery
        .follow("/api/v1/nodes", Objects::node, nodes)
        .follow("/api/v1/pods", Objects::pod, pods)
        .follow("/api/v1/services", Objects::service, services.services())
        .follow("/apis/discovery.k8s.io/v1/endpointslices", Objects::slice, services.slices());
  }

  /** Whether all of it was known at some moment. */
  public boolean isListed() {
    return listed.getAsBoolean();
  }

  /** Its pods. */
  public PodTable pods() {
    return pods;
  }

  /** Its nodes. */
  public NodeTable nodes() {
    return nodes;
  }

  @Override
  public boolean isComplete() {
    // Where no cluster is followed there is nothing to know.
    return !followed || isListed();
  }

  @Override
  public boolean isTheirs(InetAddress address, SpiffeId identity) {
    return !pods.at(Addresses.format(address)).isEmpty() && !isAnothers(address, identity);
  }

  @Override
  public boolean isAnothers(InetAddress address, SpiffeId identity) {
    String text = Addresses.format(address);
    if (services.isVirtual(text)) {
      return true;
    }
    for (Pod pod : pods.at(text)) {
      if (!pod.namespace().equals(identity.namespace())
          || !pod.serviceAccount().equals(identity.serviceAccount())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<Place> behind(InetAddress address, int port) {
    return services.behind(Addresses.format(address), port);
  }
}
