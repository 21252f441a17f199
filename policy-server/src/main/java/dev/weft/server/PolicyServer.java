package dev.weft.server;

import com.linecorp.armeria.server.Server;
import dev.weft.server.access.gate.PeopleAccess;
import dev.weft.server.audit.AuditLog;
import dev.weft.server.ca.CaException;
import dev.weft.server.ca.CertificateAuthority;
import dev.weft.server.ca.ClientTrust;
import dev.weft.server.ca.Pem;
import dev.weft.server.ca.ServerIdentity;
import dev.weft.server.ca.ServerNames;
import dev.weft.server.directory.LeaseTable;
import dev.weft.server.directory.SourceRule;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.http.PeerCertificate;
import dev.weft.server.settings.Settings;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
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
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** A running policy server. */
public final class PolicyServer implements AutoCloseable {
  private static final int HISTORY_LIMIT = 100;
  private static final int WATCH_WINDOW = 4096;

  private final Settings settings;
  private final boolean firstStart;
  private final Database database;
  private final ConfigFeed feed;
  private final Chores chores;
  private final Server http;

  private PolicyServer(
      Settings settings,
      boolean firstStart,
      Database database,
      ConfigFeed feed,
      Chores chores,
      Server http) {
    this.settings = settings;
    this.firstStart = firstStart;
    this.database = database;
    this.feed = feed;
    this.chores = chores;
    this.http = http;
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
    Database database = null;
    try {
      PrivateFiles.createFolder(folder);
      database = EmbeddedDatabase.open(folder);
      return start(settings, clock, nanoTime, database);
    } catch (IOException | GeneralSecurityException | CaException | RuntimeException e) {
      if (database != null) {
        database.close();
      }
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw new StartException("the policy server cannot start: " + cause.getMessage(), cause);
    }
  }

  private static PolicyServer start(
      Settings settings, InstantSource clock, LongSupplier nanoTime, Database database)
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
    ClientTrust trust = PeopleAccess.trust(ca.bundle(), settings.people());
    PeerCertificate peer = new PeerCertificate(settings.trustDomain(), trust, clock);
    ServerIdentity identity =
        new ServerIdentity(ca, settings.trustDomain(), ServerNames.of(settings.listen()), clock);

    HttpServer routes =
        new HttpServer(settings.listen(), identity, trust, adminToken, peer, database);
    Server http =
        routes.build(
            resources,
            tokens,
            new WorkloadApi(settings, peer, ca, tokens, database, feed, leases, clock),
            clock);
    http.start().join();
    Chores chores = new Chores();
    chores.everySecond("lease expiry", leases::expire);
    chores.everyMinute("server certificate renewal", identity::renewIfDue);
    chores.everyMinute("join token clean-up", tokens::prune);
    chores.everyMinute("audit log clean-up", () -> AuditLog.prune(database, clock.instant()));
    return new PolicyServer(settings, firstStart, database, feed, chores, http);
  }

  /** The base URL under which this server is reached. */
  public String url() {
    return settings.listen().url(http.activeLocalPort());
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
  }

  private static Path caFile(Path folder) {
    return folder.resolve("ca.pem");
  }

  private static Path adminTokenFile(Path folder) {
    return folder.resolve("admin.token");
  }
}
