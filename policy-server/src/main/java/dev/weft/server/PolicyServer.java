package dev.weft.server;

import com.linecorp.armeria.server.Server;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.ca.Pem;
import dev.weft.server.ca.ServerIdentity;
import dev.weft.server.ca.ServerNames;
import dev.weft.server.directory.LeaseTable;
import dev.weft.server.directory.SourceRule;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.metrics.ServerMetrics;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.settings.Settings;
import dev.weft.server.status.EnforcementController;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.tokens.JoinTokenKind;
import dev.weft.server.tokens.JoinTokens;
import dev.weft.server.workload.ConfigFeed;
import dev.weft.server.workload.ConfigSource;
import dev.weft.server.workload.WorkloadApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** A running policy server. */
public final class PolicyServer implements AutoCloseable {
  private static final int HISTORY_LIMIT = 100;
  private static final int WATCH_WINDOW = 4096;

  /** The chore that writes what is enforced where. */
  static final String POLICY_STATUS = "policy status";

  private final Settings settings;
  private final boolean firstStart;
  private final Database database;
  private final ConfigFeed feed;
  private final Chores chores;
  private final Server http;
  private final ServerMetrics metrics;

  private PolicyServer(
      Settings settings,
      boolean firstStart,
      Database database,
      ConfigFeed feed,
      Chores chores,
      Server http,
      ServerMetrics metrics) {
    this.settings = settings;
    this.firstStart = firstStart;
    this.database = database;
    this.feed = feed;
    this.chores = chores;
    this.http = http;
    this.metrics = metrics;
  }

  /**
   * Starts a server; when this returns, it answers.
   *
   * @throws StartException when it cannot start; then nothing of it is left running
   */
  public static PolicyServer start(Settings settings) throws StartException {
    return start(settings, InstantSource.system(), System::nanoTime, Set.of());
  }

  /**
   * Starts a server that lives by the given clocks, and does some chores only {@link #run asked}.
   */
  static PolicyServer start(
      Settings settings, InstantSource clock, LongSupplier nanoTime, Set<String> onDemand)
      throws StartException {
    Path folder = settings.dataDir();
    Database database = null;
    ServerMetrics metrics = new ServerMetrics();
    try {
      PrivateFiles.createFolder(folder);
      database = metrics.watch(EmbeddedDatabase.open(folder));
      return start(settings, clock, nanoTime, new Chores(onDemand), database, metrics);
    } catch (IOException | GeneralSecurityException | CaException | RuntimeException e) {
      if (database != null) {
        database.close();
      }
      metrics.close();
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw new StartException("the policy server cannot start: " + cause.getMessage(), cause);
    }
  }

  private static PolicyServer start(
      Settings settings,
      InstantSource clock,
      LongSupplier nanoTime,
      Chores chores,
      Database database,
      ServerMetrics metrics)
      throws IOException, GeneralSecurityException, CaException {
    Path folder = settings.dataDir();
    CertificateAuthority ca =
        CertificateAuthority.open(folder, settings.caDir(), settings.trustDomain(), clock);
    String bundle = Pem.write(ca.bundle());
    boolean firstStart = !Files.exists(adminTokenFile(folder));
    PrivateFiles.write(caFile(folder), bundle.getBytes(StandardCharsets.US_ASCII));
    String adminToken = AdminToken.readOrMake(adminTokenFile(folder));

    ConfigFeed feed =
        new ConfigFeed(new ConfigSource(settings.trustDomain(), settings.rootNamespace(), bundle));
    ResourceStore resources =
        new ResourceStore(
            database, clock, new Retention(HISTORY_LIMIT, WATCH_WINDOW, Set.of(WorkloadKind.KIND)));
    LeaseTable leases = new LeaseTable(resources, SourceRule.ofThisMachine(), clock, nanoTime);
    feed.follow(resources);
    JoinTokens tokens = new JoinTokens(resources, ca.bundle().get(0), clock);
    PeerCertificate peer = new PeerCertificate(settings.trustDomain(), clock);
    ServerIdentity identity =
        new ServerIdentity(ca, settings.trustDomain(), ServerNames.of(settings.listen()), clock);

    EnforcementController status =
        new EnforcementController(resources, leases, settings.rootNamespace(), clock, nanoTime);
    List<ResourceKind> counted = new ArrayList<>(PolicyKinds.ALL);
    counted.add(JoinTokenKind.of(tokens));
    metrics.watch(resources, counted);
    metrics.gauge("weft.leases", "Leases that hold.", () -> leases.leases().size());
    metrics.gauge("weft.feed.waiting", "Workloads that wait for a change.", feed::waiting);
    HttpServer routes =
        new HttpServer(
            settings.listen(),
            identity,
            ca,
            adminToken,
            peer,
            database,
            metrics,
            settings.metricsAccess());
    Server http =
        routes.build(
            resources,
            tokens,
            new WorkloadApi(settings, peer, ca, tokens, database, feed, leases, metrics, clock),
            clock);
    http.start().join();
    chores.everySecond("lease expiry", leases::expire);
    chores.everySecond(POLICY_STATUS, status::run);
    chores.everyMinute("server certificate renewal", identity::renewIfDue);
    chores.everyMinute("join token clean-up", tokens::prune);
    chores.everyMinute("audit log clean-up", () -> AuditLog.prune(database, clock.instant()));
    return new PolicyServer(settings, firstStart, database, feed, chores, http, metrics);
  }

  /** The base URL under which this server is reached. */
  public String url() {
    return settings.listen().url(http.activeLocalPort());
  }

  /** Does a chore that is on demand. */
  void run(String chore) throws Exception {
    chores.run(chore);
  }

  /** Whether the data folder was new at the start. */
  public boolean isFirstStart() {
    return firstStart;
  }

  /** The file with the certificates by which people check this server. */
  public Path caFile() {
    return caFile(settings.dataDir());
  }

  /** The file with the token by which this server knows its admin. */
  public Path adminTokenFile() {
    return adminTokenFile(settings.dataDir());
  }

  /** Ends everything: whoever waits is answered, requests under way are finished. */
  @Override
  public void close() {
    feed.close();
    chores.close();
    http.stop().join();
    database.close();
    metrics.close();
  }

  private static Path caFile(Path folder) {
    return folder.resolve("ca.pem");
  }

  private static Path adminTokenFile(Path folder) {
    return folder.resolve("admin.token");
  }
}
