package dev.weft.server;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerPort;
import dev.weft.server.access.gate.PeopleAccess;
import dev.weft.server.ca.CaException;
import dev.weft.server.kubernetes.api.Discovery;
import dev.weft.server.metrics.ServerMetrics;
import dev.weft.server.resources.watch.Watches;
import dev.weft.server.settings.Settings;
import dev.weft.server.store.PrivateFiles;
import dev.weft.server.workload.ConfigFeed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** A running policy server. */
public final class PolicyServer implements AutoCloseable {
  /** The chore that writes what is enforced where. */
  static final String POLICY_STATUS = "policy status";

  /** The chore that writes what was refused into the audit log. */
  static final String REFUSALS = "refusals";

  private final Settings settings;
  private final boolean firstStart;
  private final Parts parts;

  /** What ends with the server, in this order or the reverse. */
  record Parts(
      Backend backend,
      ServerMetrics metrics,
      ConfigFeed feed,
      Watches watches,
      PeopleAccess people,
      Chores chores,
      Optional<Discovery> discovery,
      Server http) {}

  PolicyServer(Settings settings, boolean firstStart, Parts parts) {
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
    return start(settings, InstantSource.system(), System::nanoTime, Set.of());
  }

  /**
   * Starts a server that lives by the given clocks, and does some chores only {@link #run asked}.
   */
  static PolicyServer start(
      Settings settings, InstantSource clock, LongSupplier nanoTime, Set<String> onDemand)
      throws StartException {
    Backend backend = null;
    ServerMetrics metrics = new ServerMetrics();
    try {
      PrivateFiles.createFolder(settings.dataDir());
      backend = Backend.open(settings);
      return new Assembly(settings, clock, nanoTime, backend, metrics).start(onDemand);
    } catch (IOException | GeneralSecurityException | CaException | RuntimeException e) {
      if (backend != null) {
        backend.close();
      }
      metrics.close();
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      throw new StartException("the policy server cannot start: " + cause.getMessage(), cause);
    }
  }

  /** The base URL under which this server is reached. */
  public String url() {
    // Not activeLocalPort(): that knows the ports of loopback and of every address only.
    ServerPort port = Objects.requireNonNull(parts.http().activePort(), "the server runs");
    return settings.listen().url(port.localAddress().getPort());
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

  /** Does a chore at once. */
  void run(String chore) throws Exception {
    parts.chores().run(chore);
  }

  /** Ends everything: whoever waits is answered, requests under way are finished. */
  @Override
  public void close() {
    parts.feed().close();
    parts.watches().close();
    parts.chores().close();
    parts.discovery().ifPresent(Discovery::close);
    parts.http().stop().join();
    try {
      parts.people().close();
    } catch (IOException e) {
      throw new UncheckedIOException("what fetches the keys of people's tokens cannot be ended", e);
    } finally {
      parts.backend().close();
      parts.metrics().close();
    }
  }

  static Path caFile(Path folder) {
    return folder.resolve("ca.pem");
  }

  static Path adminTokenFile(Path folder) {
    return folder.resolve("admin.token");
  }
}
