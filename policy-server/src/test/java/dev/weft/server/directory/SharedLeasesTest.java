package dev.weft.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.directory.LeaseRequest.Listener;
import dev.weft.server.directory.LeaseRequest.Unprotected;
import dev.weft.server.store.Database;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.store.StoreUnavailableException;
import dev.weft.server.store.TestPostgres;
import dev.weft.server.store.postgres.PostgresDatabase;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers with clocks of their own on one database, whose clock decides. */
class SharedLeasesTest {
  private static final Duration TTL = Duration.ofSeconds(15);
  private static final SpiffeId ORDERS = new SpiffeId("weft.local", "shop", "orders");
  private static final InetAddress HERE = Addresses.parse("127.0.0.1");
  private static final Unprotected NATIVE = new Unprotected("epoll", "native");

  private final UUID instance = UUID.randomUUID();
  private final AtomicLong oneTime = new AtomicLong();
  private final AtomicLong otherTime = new AtomicLong(99_000_000_000L);
  private final List<Long> deletions = new ArrayList<>();
  private Database database;
  private Replica one;
  private Replica other;

  private record Replica(ResourceStore store, LeaseTable table, AtomicLong time) {}

  @BeforeEach
  void start() {
    database = PostgresDatabase.open(TestPostgres.fresh());
    one = replica(oneTime);
    other = replica(otherTime);
    other
        .store()
        .listen(
            (change, now) -> {
              if (change.after() == null) {
                deletions.add(change.revision());
              }
            });
  }

  @AfterEach
  void stop() {
    database.close();
  }

  private Replica replica(AtomicLong time) {
    ResourceStore store =
        new ResourceStore(
            database, InstantSource.system(), new Retention(10, 100, Set.of(WorkloadKind.KIND)));
    SourceRule rule = new SourceRule(address -> false, NodeNetworks.NONE);
    return new Replica(
        store,
        new LeaseTable(
            store,
            rule,
            AddressHolders.NONE,
            InstantSource.system(),
            time::get,
            TTL,
            Optional.of(new HeartbeatTable(database))),
        time);
  }

  private void beat(Replica at, long applied, List<Unprotected> unprotected) {
    LeaseAnswer unused =
        at.table()
            .put(
                instance,
                ORDERS,
                new LeaseRequest(
                    "h",
                    Map.of(),
                    List.of(),
                    List.of(new Listener(HERE, 80)),
                    applied,
                    unprotected,
                    List.of(),
                    Set.of(80)),
                HERE);
  }

  /** Lets {@code time} pass for both servers, and for what the database remembers. */
  private void pass(Duration time) {
    oneTime.addAndGet(time.toNanos());
    otherTime.addAndGet(time.toNanos());
    database.<Integer>write(
        handle -> handle.execute("UPDATE lease_heartbeat SET heard = heard - ?", time.toMillis()));
  }

  private void second() {
    for (Replica it : List.of(one, other)) {
      it.store().catchUp();
      it.table().exchange();
      it.table().expire();
    }
  }

  @Test
  void expire_renewedAtTheOtherServer_holds() {
    beat(one, 0, List.of());
    for (int i = 0; i < 12; i++) {
      second();
      pass(Duration.ofSeconds(5));
      beat(one, i, List.of());
    }
    second();

    assertThat(other.table().leases()).hasSize(1);
    assertThat(deletions).isEmpty();
  }

  @Test
  void expire_movedToTheOtherServer_holds() {
    beat(one, 0, List.of());
    second();
    for (int i = 0; i < 8; i++) {
      pass(Duration.ofSeconds(5));
      beat(other, 0, List.of());
      second();
    }

    assertThat(one.table().leases()).hasSize(1);
    assertThat(deletions).isEmpty();
  }

  @Test
  void expire_heardByNobody_isDeletedOnce() {
    beat(one, 0, List.of());
    for (int i = 0; i < 8; i++) {
      second();
      pass(Duration.ofSeconds(5));
    }
    second();

    assertThat(one.table().leases()).isEmpty();
    assertThat(other.table().leases()).isEmpty();
    assertThat(deletions).hasSize(1);
    assertThat(other.table().of(instance)).isEmpty();
  }

  @Test
  void expire_heartbeatsLostInACrashOfTheDatabase_givesAWholeTtl() {
    beat(one, 0, List.of());
    second();
    database.<Integer>write(handle -> handle.execute("DELETE FROM lease_heartbeat"));
    oneTime.addAndGet(TTL.toNanos());
    otherTime.addAndGet(TTL.toNanos());

    second();
    pass(TTL.minusSeconds(1));
    second();

    assertThat(other.table().leases()).hasSize(1);
    pass(Duration.ofSeconds(2));
    second();
    assertThat(other.table().leases()).isEmpty();
  }

  @Test
  void heartbeats_reportedAtTheOtherServer_areSeenAfterAnExchange() {
    beat(one, 0, List.of());
    second();
    beat(one, 7, List.of(NATIVE));
    assertThat(one.table().of(instance))
        .contains(new Heartbeat(7, List.of(NATIVE), List.of(), Set.of(80)));

    second();

    assertThat(other.table().of(instance))
        .contains(new Heartbeat(7, List.of(NATIVE), List.of(), Set.of(80)));
  }

  @Test
  void expire_afterAnOutageOfTheDatabase_waitsForWhatOthersHeard() {
    AtomicLong time = new AtomicLong();
    List<UUID> asked = new ArrayList<>();
    AtomicBoolean down = new AtomicBoolean();
    Renewals renewals = new Renewals(TTL, time::get, Optional.of(new Fake(down, asked)));
    renewals.expect(instance);
    down.set(true);
    time.addAndGet(TTL.multipliedBy(2).toNanos());
    assertThatThrownBy(renewals::exchange).isInstanceOf(StoreUnavailableException.class);
    assertThat(renewals.overdue()).isEmpty();

    down.set(false);
    renewals.exchange();

    assertThat(renewals.overdue()).isEmpty();
    assertThat(asked).isEmpty();
    time.addAndGet(TTL.toNanos());
    assertThat(renewals.overdue()).containsExactly(instance);
  }

  /** A database that is down when it is told so, and where nobody was ever heard. */
  private record Fake(AtomicBoolean down, List<UUID> asked) implements SharedHeartbeats {
    @Override
    public void tell(Map<UUID, Heartbeat> heard) {
      if (down.get()) {
        throw new StoreUnavailableException("down");
      }
    }

    @Override
    public Map<UUID, Duration> silence(Collection<UUID> instances) {
      asked.addAll(instances);
      return Map.of(instances.iterator().next(), Duration.ofDays(1));
    }

    @Override
    public Map<UUID, Heartbeat> news() {
      return Map.of();
    }

    @Override
    public void prune() {}
  }
}
