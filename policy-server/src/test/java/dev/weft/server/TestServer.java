package dev.weft.server;

import dev.weft.core.policy.MeshSettings;
import dev.weft.server.directory.NodeNetworks;
import dev.weft.server.log.LogFormat;
import dev.weft.server.metrics.MetricsAccess;
import dev.weft.server.settings.KubernetesSettings;
import dev.weft.server.settings.ListenAddress;
import dev.weft.server.settings.PeopleSettings;
import dev.weft.server.settings.Settings;
import dev.weft.server.settings.StoreSettings;
import dev.weft.server.store.TestStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A policy server of this process, on a port of its own and with a clock that tests can turn. */
final class TestServer implements AutoCloseable {
  private final Settings settings;
  private final AtomicLong ahead = new AtomicLong();
  private PolicyServer server;

  private TestServer(Settings settings) throws StartException {
    this.settings = settings;
    this.server = launch();
  }

  static TestServer start(Path folder) throws StartException {
    return start(folder, Duration.ofHours(1));
  }

  static TestServer start(Path folder, Duration svidTtl) throws StartException {
    return start(folder, svidTtl, StoreSettings.EMBEDDED);
  }

  /** A server on a fresh store of that kind. */
  static TestServer start(Path folder, TestStore store) throws StartException {
    return start(folder, Duration.ofHours(1), store.fresh(folder).settings());
  }

  static TestServer start(Path folder, Duration svidTtl, StoreSettings store)
      throws StartException {
    return start(folder, svidTtl, store, PeopleSettings.DEFAULT);
  }

  /** A server that answers one person as often as they ask. */
  static TestServer startWithoutRateLimit(Path folder) throws StartException {
    PeopleSettings people = new PeopleSettings(Optional.empty(), Optional.empty(), 0);
    return start(folder, Duration.ofHours(1), StoreSettings.EMBEDDED, people);
  }

  /** A server that belongs to a Kubernetes cluster. */
  static TestServer start(Path folder, KubernetesSettings kubernetes) throws StartException {
    return start(
        folder,
        Duration.ofHours(1),
        StoreSettings.EMBEDDED,
        PeopleSettings.DEFAULT,
        kubernetes,
        Optional.empty());
  }

  /** A server whose CA is brought along. */
  static TestServer start(Path folder, StoreSettings store, Path ca) throws StartException {
    return start(
        folder,
        Duration.ofHours(1),
        store,
        PeopleSettings.DEFAULT,
        KubernetesSettings.NONE,
        Optional.of(ca));
  }

  private static TestServer start(
      Path folder, Duration svidTtl, StoreSettings store, PeopleSettings people)
      throws StartException {
    return start(folder, svidTtl, store, people, KubernetesSettings.NONE, Optional.empty());
  }

  private static TestServer start(
      Path folder,
      Duration svidTtl,
      StoreSettings store,
      PeopleSettings people,
      KubernetesSettings kubernetes,
      Optional<Path> ca)
      throws StartException {
    return new TestServer(
        new Settings(
            new ListenAddress("127.0.0.1", 0),
            folder,
            MeshSettings.DEFAULT,
            svidTtl,
            ca,
            people,
            kubernetes,
            store,
            Duration.ofSeconds(15),
            NodeNetworks.NONE,
            MetricsAccess.PEOPLE,
            LogFormat.TEXT));
  }

  private PolicyServer launch() throws StartException {
    InstantSource clock = () -> InstantSource.system().instant().plusNanos(ahead.get());
    // A status that is written at some moment would change resources under a test's hands.
    return PolicyServer.start(
        settings, clock, () -> System.nanoTime() + ahead.get(), Set.of(PolicyServer.POLICY_STATUS));
  }

  void restart() throws StartException {
    server.close();
    server = launch();
  }

  /** Lets {@code time} pass for the server. */
  void turnClock(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  /** Lets the server write what is enforced where, after a while in which it may rest. */
  void writeStatus() throws Exception {
    turnClock(Duration.ofSeconds(10));
    server.run(PolicyServer.POLICY_STATUS);
  }

  /** Lets the server write into the audit log what it has refused so far. */
  void writeRefusals() throws Exception {
    server.run(PolicyServer.REFUSALS);
  }

  String url() {
    return server.url();
  }

  /** A connection on which a test says what it likes. */
  RawConnection connect() throws Exception {
    return RawConnection.open(
        Client.tls(server.caFile(), Optional.empty()), URI.create(url()).getPort());
  }

  Path folder() {
    return settings.dataDir();
  }

  String adminToken() throws IOException {
    return Files.readString(server.adminTokenFile()).strip();
  }

  Client anonymous() throws Exception {
    return Client.of(url(), server.caFile(), Optional.empty());
  }

  Client admin() throws Exception {
    return anonymous().with("Authorization", "Bearer " + adminToken());
  }

  Client workload(Svid svid) throws Exception {
    return Client.of(url(), server.caFile(), Optional.of(svid));
  }

  /** Mints a join token for {@code namespace}/{@code account} and joins with it. */
  Svid join(String namespace, String account) throws Exception {
    return Svid.join(anonymous(), mint(namespace, account, 1));
  }

  String mint(String namespace, String account, int uses) throws Exception {
    Answer answer =
        admin()
            .post(
                "/apis/weft.dev/v1/namespaces/" + namespace + "/jointokens",
                "{\"apiVersion\":\"weft.dev/v1\",\"kind\":\"JoinToken\",\"metadata\":{},\"spec\":"
                    + "{\"serviceAccount\":\""
                    + account
                    + "\",\"uses\":"
                    + uses
                    + "}}");
    return String.valueOf(answer.require(201).object("status").string("token"));
  }

  @Override
  public void close() {
    server.close();
  }
}
