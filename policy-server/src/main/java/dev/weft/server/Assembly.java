package dev.weft.server;

import com.linecorp.armeria.server.Server;
import dev.weft.server.access.gate.PeopleAccess;
import dev.weft.server.access.limit.FailureLimit;
import dev.weft.server.access.token.ApiTokenKind;
import dev.weft.server.access.token.ApiTokenString;
import dev.weft.server.access.token.ApiTokensInStore;
import dev.weft.server.api.PeopleApi;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.audit.AuditPruner;
import dev.weft.server.audit.AuditRecord;
import dev.weft.server.audit.RefusalJournal;
import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.ca.ClientTrust;
import dev.weft.server.ca.Pem;
import dev.weft.server.ca.ServerIdentity;
import dev.weft.server.ca.ServerNames;
import dev.weft.server.directory.Heartbeats;
import dev.weft.server.directory.LeaseTable;
import dev.weft.server.directory.SourceRule;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.http.Hash;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.kubernetes.ClusterKeys;
import dev.weft.server.kubernetes.ServiceAccountTokens;
import dev.weft.server.kubernetes.api.Discovery;
import dev.weft.server.kubernetes.cluster.Cluster;
import dev.weft.server.kubernetes.cluster.NodeProxies;
import dev.weft.server.metrics.ServerMetrics;
import dev.weft.server.resources.ListTools;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.discovery.ServerVersion;
import dev.weft.server.resources.list.SnapshotShelf;
import dev.weft.server.resources.select.ContinueTokens;
import dev.weft.server.resources.watch.Watches;
import dev.weft.server.settings.KubernetesSettings;
import dev.weft.server.settings.Settings;
import dev.weft.server.status.EnforcementController;
import dev.weft.server.status.WorkloadStatus;
import dev.weft.server.status.WorkloadView;
import dev.weft.server.store.ChangePruner;
import dev.weft.server.store.Database;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.tokens.JoinTokenKind;
import dev.weft.server.tokens.JoinTokens;
import dev.weft.server.traces.TraceIntake;
import dev.weft.server.traces.TraceStore;
import dev.weft.server.workload.ConfigFeed;
import dev.weft.server.workload.ConfigSource;
import dev.weft.server.workload.WorkloadApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Puts a policy server together: the store, what follows it, what is served, what is done now and
 * then.
 */
final class Assembly {
  private static final int WATCH_WINDOW = 4096;

  private final Settings settings;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Backend backend;
  private final ServerMetrics metrics;
  private final Database database;
  private final Retention retention;

  Assembly(
      Settings settings,
      InstantSource clock,
      LongSupplier nanoTime,
      Backend backend,
      ServerMetrics metrics) {
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.backend = backend;
    this.metrics = metrics;
    this.database = metrics.watch(backend.database());
    this.retention =
        new Retention(settings.store().historyLimit(), WATCH_WINDOW, Set.of(WorkloadKind.KIND));
  }

  PolicyServer start(Set<String> onDemand)
      throws IOException, GeneralSecurityException, CaException {
    CertificateAuthority ca = backend.ca(clock);
    String bundle = Pem.write(ca.bundle());
    PrivateFiles.write(
        PolicyServer.caFile(settings.dataDir()), bundle.getBytes(StandardCharsets.US_ASCII));
    Path tokenFile = PolicyServer.adminTokenFile(settings.dataDir());
    boolean firstStart = !Files.exists(tokenFile);
    ApiTokenString adminToken = ApiTokenString.parse(backend.adminToken(tokenFile)).orElseThrow();

    ResourceStore resources = new ResourceStore(database, clock, retention);
    Cluster cluster = new Cluster();
    LeaseTable leases =
        new LeaseTable(
            resources,
            SourceRule.ofThisMachine(settings.nodeNetworks()),
            cluster,
            clock,
            nanoTime,
            settings.leaseTtl(),
            backend.heartbeats());
    ConfigFeed feed = new ConfigFeed(new ConfigSource(settings.mesh(), bundle), resources);
    feed.follow();
    backend.follow(resources);
    JoinTokens tokens = new JoinTokens(resources, ca.root(), clock);
    Optional<ServiceAccountTokens> kubernetes = kubernetes();
    ClientTrust trust = PeopleAccess.trust(ca.bundle(), settings.people());
    PeerCertificate peer = new PeerCertificate(settings.trustDomain(), trust, clock);
    RefusalJournal refusals = new RefusalJournal();
    PeopleAccess people =
        PeopleAccess.of(
            settings.people(),
            peer,
            new ApiTokensInStore(resources::snapshot, () -> Optional.of(adminToken.secretHash())),
            refusals,
            clock,
            nanoTime);
    ServerIdentity identity =
        new ServerIdentity(ca, settings.trustDomain(), ServerNames.of(settings.listen()), clock);
    Watches watches = new Watches(resources, clock);
    List<ResourceKind> kinds = kinds(tokens, leases);
    measure(resources, kinds, leases, feed, watches);
    TraceStore traces = new TraceStore();
    metrics.gauge("weft.kubernetes.pods", "Pods that are known.", cluster.pods()::size);
    metrics.gauge("weft.traces", "Traces that are kept.", traces::size);
    metrics.gauge(
        "weft.traces.spans.dropped",
        "Spans that were left out because their trace has too many.",
        () -> (int) Math.min(traces.dropped(), Integer.MAX_VALUE));

    PeopleApi api =
        new PeopleApi(
            kinds,
            resources,
            settings.mesh(),
            database,
            new ListTools(new SnapshotShelf(), continueTokens(ca)),
            watches,
            people.gate(),
            people.authorizer(),
            new ServerVersion(version(), "", ""),
            traces,
            clock);
    Server http =
        new HttpServer(settings, identity, trust, database, metrics)
            .build(
                api,
                new WorkloadApi(
                    settings,
                    peer,
                    ca,
                    tokens,
                    kubernetes,
                    proxies(cluster),
                    database,
                    refusals,
                    new FailureLimit(nanoTime),
                    feed,
                    leases,
                    cluster,
                    new TraceIntake(traces, nanoTime),
                    metrics,
                    clock));
    Optional<Discovery> discovery = settings.kubernetes().api().map(Discovery::new);
    // Before anybody can ask: what is not known yet must not be taken for outside.
    discovery.ifPresent(cluster::follow);
    http.start().join();
    discovery.ifPresent(Discovery::start);
    Chores chores = new Chores(onDemand);
    EnforcementController status =
        new EnforcementController(resources, leases, settings.rootNamespace(), clock, nanoTime);
    chores.everySecond("heartbeat exchange", leases::exchange);
    chores.everySecond("lease expiry", leases::expire);
    chores.everySecond(PolicyServer.POLICY_STATUS, status::run);
    chores.everySecond(PolicyServer.REFUSALS, () -> refusals.flush(this::record));
    ChangePruner pruner = new ChangePruner(database, clock, retention);
    chores.everyMinute("heartbeat clean-up", leases::prune);
    chores.everyMinute("change log clean-up", pruner::prune);
    chores.everyMinute("server certificate renewal", identity::renewIfDue);
    chores.everyMinute("join token clean-up", tokens::prune);
    chores.everyMinute(
        "audit log clean-up",
        new AuditPruner(database, clock, settings.store().auditRetention())::prune);
    return new PolicyServer(
        settings,
        firstStart,
        new PolicyServer.Parts(backend, metrics, feed, watches, people, chores, discovery, http));
  }

  private Optional<NodeProxies> proxies(Cluster cluster) {
    Set<KubernetesSettings.ServiceAccount> accounts = settings.kubernetes().nodeProxies();
    return accounts.isEmpty() ? Optional.empty() : Optional.of(new NodeProxies(accounts, cluster));
  }

  private Optional<ServiceAccountTokens> kubernetes() throws IOException, GeneralSecurityException {
    Optional<KubernetesSettings.Attestation> cluster = settings.kubernetes().attestation();
    if (cluster.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceAccountTokens(
            cluster.get().issuer(),
            cluster.get().audience(),
            ClusterKeys.of(cluster.get().keys(), clock),
            clock));
  }

  private static List<ResourceKind> kinds(JoinTokens tokens, Heartbeats heartbeats) {
    List<ResourceKind> kinds = new ArrayList<>(PolicyKinds.ALL);
    kinds.add(JoinTokenKind.of(tokens));
    kinds.add(ApiTokenKind.KIND);
    kinds.add(WorkloadView.kind(new WorkloadStatus(heartbeats)));
    return List.copyOf(kinds);
  }

  private void measure(
      ResourceStore resources,
      List<ResourceKind> kinds,
      LeaseTable leases,
      ConfigFeed feed,
      Watches watches) {
    metrics.watch(resources, kinds);
    metrics.gauge("weft.leases", "Leases that hold.", () -> leases.leases().size());
    metrics.gauge("weft.feed.waiting", "Workloads that wait for a change.", feed::waiting);
    metrics.gauge("weft.watches", "Watches that are open.", watches::open);
  }

  /** The version in the program's manifest; classes that are not in a jar have none. */
  private static String version() {
    return Optional.ofNullable(Assembly.class.getPackage().getImplementationVersion())
        .orElse("dev");
  }

  /** The key is no secret: a token forged with it leads to another page of the same list. */
  private static ContinueTokens continueTokens(CertificateAuthority ca)
      throws CertificateEncodingException {
    return new ContinueTokens(Hash.sha256(ca.bundle().get(0).getEncoded()));
  }

  private void record(List<AuditRecord> refusals) {
    Instant now = clock.instant();
    database.<Boolean>write(
        handle -> {
          refusals.forEach(it -> AuditLog.append(handle, now, it));
          return true;
        });
  }
}
