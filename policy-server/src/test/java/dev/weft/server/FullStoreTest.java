package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.store.Database;
import dev.weft.server.store.ResourceStore;
import dev.weft.server.store.Retention;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program is started on a store that a large mesh has left. The size of the figures:
 *
 * <pre>mvn -pl policy-server -am test -Dtest=FullStoreTest -Dweft.full.policies=10000 \
 *     -Dweft.full.leases=50000 -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class FullStoreTest {
  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void start_onAFullStore_showsAllOfIt(TestStore kind) throws Exception {
    int policies = Integer.getInteger("weft.full.policies", 600);
    int leases = Integer.getInteger("weft.full.leases", 5_000);
    Path data = temp.resolve("data");
    TestStore.Place place = kind.fresh(data);
    long empty;
    long begin = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(data, place.settings())) {
      empty = System.nanoTime() - begin;
      assertThat(server.terminate()).isEqualTo(143);
    }
    try (Database database = place.open()) {
      Retention retention = new Retention(20, 4096, Set.of("Workload"));
      FullStore.fill(
          new ResourceStore(database, InstantSource.system(), retention), policies, leases);
    }
    begin = System.nanoTime();
    try (ServerProcess server = ServerProcess.start(data, place.settings())) {
      long full = System.nanoTime() - begin;
      System.out.println(
          "%s: start-up %d ms with an empty store, %d ms with %d policies and %d leases"
              .formatted(kind, millis(empty), millis(full), policies, leases));
      String path = "/apis/security.istio.io/v1/authorizationpolicies?limit=1";
      String metadata = String.valueOf(server.admin().get(path).json().object("metadata"));
      assertThat(metadata).contains("" + (policies - 1));
    }
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
