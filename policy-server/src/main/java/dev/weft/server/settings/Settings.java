package dev.weft.server.settings;

import dev.weft.core.policy.MeshSettings;
import dev.weft.server.directory.NodeNetworks;
import dev.weft.server.log.LogFormat;
import dev.weft.server.metrics.MetricsAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything a person may set.
 *
 * @param listen {@code weft.listen}: where HTTPS is served
 * @param dataDir {@code weft.data.dir}: the folder of the store, the CA and the admin token
 * @param mesh {@code weft.trust.domain}, the trust domain of every identity issued; {@code
 *     weft.trust.domain.aliases}, those that policies may use for it; {@code weft.root.namespace},
 *     the namespace whose policies hold for all; {@code weft.path.normalization}, how paths are
 *     normalized before policies look at them
 * @param svidTtl {@code weft.svid.ttl}: how long an SVID lives
 * @param caDir {@code weft.ca.dir}: a folder with a CA brought along, under the file names of
 *     Istio's {@code cacerts} secret; absent, the server makes its own
 * @param people how people prove who they are, and how much they may ask
 * @param kubernetes {@code weft.kubernetes.*}
 * @param store {@code weft.store.*} and {@code weft.history.limit}
 * @param leaseTtl {@code weft.lease.ttl}: how long a lease holds without being renewed. Workloads
 *     renew three times as often: with tens of thousands of them, a longer life is due
 * @param nodeNetworks {@code weft.node.networks}: whose pods the proxies on which nodes may
 *     register, by where they connect from
 * @param metricsAccess {@code weft.metrics.access}: who may read {@code /metrics}
 * @param logFormat {@code weft.log.format}: how the program writes its log
 */
public record Settings(
    ListenAddress listen,
    Path dataDir,
    MeshSettings mesh,
    Duration svidTtl,
    Optional<Path> caDir,
    PeopleSettings people,
    KubernetesSettings kubernetes,
    StoreSettings store,
    Duration leaseTtl,
    NodeNetworks nodeNetworks,
    MetricsAccess metricsAccess,
    LogFormat logFormat) {
  /** The trust domain of every identity issued. */
  public String trustDomain() {
    return mesh.trustDomain();
  }

  /** The namespace whose policies hold for all. */
  public String rootNamespace() {
    return mesh.rootNamespace();
  }
}
