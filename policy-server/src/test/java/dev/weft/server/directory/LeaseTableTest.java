package dev.weft.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.identity.SpiffeId;
import dev.weft.server.directory.LeaseRequest.Listener;
import dev.weft.server.http.ApiException;
import dev.weft.server.store.Database;
import dev.weft.server.store.EmbeddedDatabase;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTableTest {
  private static final SpiffeId ORDERS = new SpiffeId("weft.local", "shop", "orders");
  private static final SpiffeId THIEF = new SpiffeId("weft.local", "shop", "thief");
  private static final InetAddress HERE = Addresses.parse("127.0.0.1");
  private static final InetAddress NET = Addresses.parse("10.0.0.5");
  private static final Duration TTL = Duration.ofSeconds(15);

  @TempDir Path temp;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<Long> changes = new ArrayList<>();
  private final UUID instance = UUID.randomUUID();
  private Database database;
  private LeaseTable table;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.open(temp);
    table = newTable();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private LeaseTable newTable() {
    return newTable(AddressHolders.NONE);
  }

  private LeaseTable newTable(AddressHolders holders) {
    SourceRule rule =
        new SourceRule(
            address -> address.equals(Addresses.parse("192.0.2.1")),
            NodeNetworks.parse("10.0.0.9=10.9.0.0/16,10.0.0.9=fd00:9::/32"));
    ResourceStore store =
        new ResourceStore(
            database, InstantSource.system(), new Retention(10, 100, Set.of(WorkloadKind.KIND)));
    store.listen((change, now) -> changes.add(change.revision()));
    return new LeaseTable(
        store, rule, holders, InstantSource.system(), nanos::get, TTL, Optional.empty());
  }

  private static LeaseRequest on(String host, String... listeners) {
    List<Listener> found = new ArrayList<>();
    for (String address : listeners) {
      found.add(new Listener(Addresses.parse(address), 8080));
    }
    return new LeaseRequest(
        host,
        Map.of(),
        List.of(Addresses.parse("10.0.0.5")),
        found,
        0,
        List.of(),
        List.of(),
        Set.of());
  }

  private List<String> held() {
    return table.leases().stream()
        .flatMap(lease -> lease.places().stream())
        .map(place -> place.host() + " " + place.address() + " " + place.port())
        .toList();
  }

  @Test
  void put_wildcard_standsForItsAddressesAndLoopback() {
    LeaseAnswer answer = table.put(instance, ORDERS, on("h", "0.0.0.0"), NET);

    assertThat(answer.refused()).isEmpty();
    assertThat(held()).containsExactly(" 10.0.0.5 8080", "h 127.0.0.1 8080", "h ::1 8080");
  }

  @Test
  void put_addressThatIsKnownToBeAnothers_isRefusedAndNotKept() {
    Pods pods = new Pods();
    table = newTable(pods);
    assertThat(table.put(instance, ORDERS, on("h", "0.0.0.0"), NET).refused()).isEmpty();

    pods.others.add("10.0.0.5 orders");
    pods.others.add("127.0.0.1 orders");
    LeaseAnswer answer = table.put(instance, ORDERS, on("h", "0.0.0.0"), NET);

    assertThat(answer.refused())
        .containsExactly(new LeaseAnswer.Refusal("10.0.0.5", 8080, "held by another identity"));
    assertThat(held()).containsExactly("h 127.0.0.1 8080", "h ::1 8080");
    pods.others.clear();
    assertThat(table.put(instance, ORDERS, on("h", "0.0.0.0"), NET).refused()).isEmpty();
    assertThat(held()).hasSize(3);
  }

  @Test
  void put_addressOfAnotherMachine_isRefusedAlone() {
    LeaseAnswer answer = table.put(instance, ORDERS, on("h", "10.0.0.6", "127.0.0.1"), NET);

    assertThat(answer.refused()).hasSize(1);
    assertThat(answer.refused().get(0).address()).isEqualTo("10.0.0.6");
    assertThat(held()).containsExactly("h 127.0.0.1 8080");
  }

  @Test
  void put_fromLoopback_mayRegisterTheServersOwnAddressesOnly() {
    table.put(instance, ORDERS, on("h", "192.0.2.1", "192.0.2.2"), HERE);

    assertThat(held()).containsExactly(" 192.0.2.1 8080");
  }

  @Test
  void put_fromANode_mayRegisterThePodsInItsNetworksOnly() {
    InetAddress node = Addresses.parse("10.0.0.9");

    table.put(instance, ORDERS, on("h", "10.9.3.4", "10.8.3.4", "fd00:9::7", "fd00:8::7"), node);

    assertThat(held()).containsExactly(" 10.9.3.4 8080", " fd00:9::7 8080");
    table.put(UUID.randomUUID(), THIEF, on("h", "10.9.3.5"), NET);
    assertThat(held()).hasSize(2);
  }

  @Test
  void putForPod_mayRegisterAddressesOfTheIdentitysPodsOnly() {
    Pods pods = new Pods();
    table = newTable(pods);

    table.putForPod(instance, ORDERS, on("h", "10.7.0.1", "10.7.0.2"), NET);
    table.putForPod(UUID.randomUUID(), THIEF, on("h", "10.7.0.3"), NET);
    table.put(UUID.randomUUID(), ORDERS, on("h", "10.7.0.4"), NET);

    assertThat(held()).containsExactly(" 10.7.0.1 8080");
  }

  @Test
  void put_fromElsewhere_mayNotRegisterTheServersAddresses() {
    table.put(instance, ORDERS, on("h", "192.0.2.1"), NET);

    assertThat(held()).isEmpty();
  }

  @Test
  void put_mappedAddress_isTheSameAsThePlainOne() {
    table.put(instance, ORDERS, on("h", "::ffff:10.0.0.5"), NET);

    assertThat(held()).containsExactly(" 10.0.0.5 8080");
  }

  @Test
  void put_placeOfAnotherIdentity_isRefusedWhileItLives() {
    table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);
    UUID other = UUID.randomUUID();

    assertThat(table.put(other, THIEF, on("h", "10.0.0.5"), NET).refused()).hasSize(1);

    nanos.addAndGet(TTL.toNanos());
    assertThat(table.put(other, THIEF, on("h", "10.0.0.5"), NET).refused()).isEmpty();
    assertThat(table.leases()).extracting(Lease::identity).containsExactly(THIEF);
  }

  @Test
  void put_wildcardOverAnothersPlace_leavesThatPlaceOut() {
    table.put(instance, ORDERS, on("h", "127.0.0.1"), NET);

    LeaseAnswer answer = table.put(UUID.randomUUID(), THIEF, on("h", "0.0.0.0"), NET);

    assertThat(answer.refused()).extracting(it -> it.address()).containsExactly("127.0.0.1");
  }

  @Test
  void put_sameLoopbackOnAnotherHost_isAnotherPlace() {
    table.put(instance, ORDERS, on("h1", "127.0.0.1"), NET);

    assertThat(table.put(UUID.randomUUID(), THIEF, on("h2", "127.0.0.1"), NET).refused()).isEmpty();
  }

  @Test
  void put_samePlaceSameIdentity_isHeldByBoth() {
    table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);

    assertThat(table.put(UUID.randomUUID(), ORDERS, on("h", "10.0.0.5"), NET).refused()).isEmpty();
    assertThat(table.leases()).hasSize(2);
  }

  @Test
  void put_instanceOfAnotherIdentity_isForbidden() {
    table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);

    assertThatThrownBy(() -> table.put(instance, THIEF, on("h", "10.0.0.6"), NET))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> table.delete(instance, THIEF)).isInstanceOf(ApiException.class);
    assertThat(held()).containsExactly(" 10.0.0.5 8080");
  }

  @Test
  void put_unchanged_renewsWithoutAChange() {
    LeaseAnswer first = table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);
    nanos.addAndGet(TTL.toNanos() - 1);

    LeaseAnswer second = table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);

    assertThat(second.revision()).isEqualTo(first.revision());
    assertThat(changes).containsExactly(first.revision());
    nanos.addAndGet(TTL.toNanos() - 1);
    table.expire();
    assertThat(table.leases()).hasSize(1);
  }

  @Test
  void expire_notRenewed_isGoneAndToldOnce() {
    LeaseAnswer first = table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);

    nanos.addAndGet(TTL.toNanos());
    table.expire();
    table.expire();

    assertThat(table.leases()).isEmpty();
    assertThat(changes).hasSize(2).isSorted().startsWith(first.revision());
    assertThat(newTable().leases()).isEmpty();
  }

  @Test
  void restart_leases_holdForOneMoreTtl() {
    table.put(instance, ORDERS, on("h", "10.0.0.5"), NET);
    nanos.addAndGet(TTL.multipliedBy(3).toNanos());

    table = newTable();

    table.expire();
    assertThat(held()).containsExactly(" 10.0.0.5 8080");
    assertThat(table.put(UUID.randomUUID(), THIEF, on("h", "10.0.0.5"), NET).refused()).hasSize(1);
    nanos.addAndGet(TTL.toNanos());
    table.expire();
    assertThat(held()).isEmpty();
  }

  /** A cluster in which ORDERS has the pods 10.7.0.1 and 10.7.0.4, and nobody else any. */
  private static final class Pods implements AddressHolders {
    final Set<String> others = new HashSet<>();

    @Override
    public boolean isComplete() {
      return true;
    }

    @Override
    public boolean isTheirs(InetAddress address, SpiffeId identity) {
      return Set.of("10.7.0.1", "10.7.0.4").contains(Addresses.format(address))
          && identity.equals(ORDERS);
    }

    @Override
    public boolean isAnothers(InetAddress address, SpiffeId identity) {
      return others.contains(Addresses.format(address) + " " + identity.serviceAccount());
    }

    @Override
    public List<Place> behind(InetAddress address, int port) {
      return List.of();
    }
  }
}
