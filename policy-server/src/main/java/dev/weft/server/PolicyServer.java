package dev.weft.server;

import com.linecorp.armeria.server.Server;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.access.gate.PeopleAccess;
import dev.weft.server.access.token.ApiTokenKind;
import dev.weft.server.access.token.ApiTokenString;
import dev.weft.server.access.token.ApiTokensInStore;
import dev.weft.server.api.PeopleApi;
import dev.weft.server.audit.AuditLog;
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
import dev.weft.server.resources.ListTools;
import dev.weft.server.resources.PolicyKinds;
import dev.weft.server.resources.ResourceKind;
import dev.weft.server.resources.discovery.ServerVersion;
import dev.weft.server.resources.list.SnapshotShelf;
import dev.weft.server.resources.select.ContinueTokens;
import dev.weft.server.resources.watch.Watches;
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
import dev.weft.server.workload.ConfigFeed;
import dev.weft.server.workload.ConfigSource;
import dev.weft.server.workload.WorkloadApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** A running policy server. */
public final class PolicyServer implements AutoCloseable {
  private static final int WATCH_WINDOW = 4096;
  private static final String VERSION = "0.1.0";

  private final Settings settings;
  private final boolean firstStart;
  private final Parts parts;

  /** What ends with the server, in this order or the reverse. */
  private record Parts(
      Backend backend,
      ConfigFeed feed,
      Watches watches,
      PeopleAccess people,
      Chores chores,
      Server http) {}

  private PolicyServer(Settings settings, boolean firstStart, Parts parts) {
    this.settings = settings;
    this.firstStart = firstStart;
    this.parts = parts;
  }

  /**
   * Starts a server; when this returns, it answers.
   *
   * @throws StartException when it cannot start; then nothing of it is left running
   */
  public static PolicyServer start(Settings settings) throws StartException {
    return start(settings, InstantSource.system(), System::nanoTime);
  }

  /** Starts a server that lives by the given clocks. */
  static PolicyServer start(Settings settings, InstantSource clock, LongSupplier nanoTime)
      throws StartException {
    Path folder = settings.dataDir();
    Backend backend = null;
    try {
      PrivateFiles.createFolder(folder);
      backend = Backend.open(settings);
      return start(settings, clock, nanoTime, backend);
    } catch (IOException | GeneralSecurityException | CaException | RuntimeException e) {
      if (backend != null) {
        backend.close();
      }
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw new StartException("the policy server cannot start: " + cause.getMessage(), cause);
    }
  }

  private static PolicyServer start(
      Settings settings, InstantSource clock, LongSupplier nanoTime, Backend backend)
      throws IOException, GeneralSecurityException, CaException {
    Path folder = settings.dataDir();
    Database database = backend.database();
    CertificateAuthority ca = backend.ca(clock);
    String bundle = Pem.write(ca.bundle());
    PrivateFiles.write(caFile(folder), bundle.getBytes(StandardCharsets.US_ASCII));
    boolean firstStart = !Files.exists(adminTokenFile(folder));
    ApiTokenString adminToken =
        ApiTokenString.parse(backend.adminToken(adminTokenFile(folder))).orElseThrow();

    Retention retention =
        new Retention(settings.store().historyLimit(), WATCH_WINDOW, Set.of(WorkloadKind.KIND));
    ResourceStore resources = new ResourceStore(database, clock, retention);
    ChangePruner pruner = new ChangePruner(database, clock, retention);
    LeaseTable leases =
        new LeaseTable(
            resources,
            SourceRule.ofThisMachine(),
            clock,
            nanoTime,
            settings.leaseTtl(),
            backend.heartbeats());
    ConfigFeed feed =
        new ConfigFeed(new ConfigSource(settings.trustDomain(), settings.rootNamespace(), bundle));
    feed.follow(resources);
    backend.follow(resources);
    JoinTokens tokens = new JoinTokens(resources, ca.bundle().get(0), clock);
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
    EnforcementController enforcement =
        new EnforcementController(resources, leases, settings.rootNamespace(), clock, nanoTime);
    MeshSettings mesh =
        new MeshSettings(
            settings.rootNamespace(),
            settings.trustDomain(),
            List.of(),
            MeshSettings.DEFAULT.pathNormalization());

    PeopleApi api =
        new PeopleApi(
            kinds(tokens, leases),
            resources,
            mesh,
            database,
            new ListTools(new SnapshotShelf(), continueTokens(ca)),
            watches,
            people.gate(),
            people.authorizer(),
            new ServerVersion(VERSION, "", ""),
            clock);
    Server http =
        new HttpServer(settings.listen(), identity, trust, database)
            .build(api, new WorkloadApi(settings, peer, ca, tokens, database, feed, leases, clock));
    http.start().join();
    Chores chores = new Chores();
    chores.everySecond("heartbeat exchange", leases::exchange);
    chores.everySecond("lease expiry", leases::expire);
    chores.everySecond("policy status", enforcement::run);
    chores.everySecond("refusals", () -> refusals.flush(it -> record(database, clock, it)));
    chores.everyMinute("heartbeat clean-up", leases::prune);
    chores.everyMinute("change log clean-up", pruner::prune);
    chores.everyMinute("server certificate renewal", identity::renewIfDue);
    chores.everyMinute("join token clean-up", tokens::prune);
    chores.everyMinute("audit log clean-up", () -> AuditLog.prune(database, clock.instant()));
    return new PolicyServer(
        settings, firstStart, new Parts(backend, feed, watches, people, chores, http));
  }

  private static List<ResourceKind> kinds(JoinTokens tokens, Heartbeats heartbeats) {
    List<ResourceKind> kinds = new ArrayList<>(PolicyKinds.ALL);
    kinds.add(JoinTokenKind.of(tokens));
    kinds.add(ApiTokenKind.KIND);
    kinds.add(WorkloadView.kind(new WorkloadStatus(heartbeats)));
    return kinds;
  }

  /** The key is no secret: a token forged with it leads to another page of the same list. */
  private static ContinueTokens continueTokens(CertificateAuthority ca)
      throws CertificateEncodingException {
    return new ContinueTokens(Hash.sha256(ca.bundle().get(0).getEncoded()));
  }

  private static void record(Database database, InstantSource clock, List<AuditRecord> refusals) {
    Instant now = clock.instant();
    database.<Boolean>write(
        handle -> {
          refusals.forEach(it -> AuditLog.append(handle, now, it));
          return true;
        });
  }

  /** The base URL under which this server is reached. */
  public String url() {
    return settings.listen().url(parts.http().activeLocalPort());
  }

  /** Whether the data folder had no admin token yet. */
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
    parts.feed().close();
    parts.watches().close();
    parts.chores().close();
    parts.http().stop().join();
    try {
      parts.people().close();
    } catch (IOException e) {
      throw new UncheckedIOException("what fetches the keys of people's tokens cannot be ended", e);
    } finally {
      parts.backend().close();
    }
  }

  private static Path caFile(Path folder) {
    return folder.resolve("ca.pem");
  }

  private static Path adminTokenFile(Path folder) {
    return folder.resolve("admin.token");
  }
}
