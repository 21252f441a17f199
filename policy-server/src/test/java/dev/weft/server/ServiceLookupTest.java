package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.server.kubernetes.TestApiServer;
import dev.weft.server.settings.KubernetesSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of addresses before and after a cluster is known. */
class ServiceLookupTest {
  private static final String LOOK_UP = "/mesh/v1/directory?port=8080&address=";

  @TempDir private Path temp;

  @Test
  void lookUp_clusterNotKnownYet_saysNothingOfUnknownAddresses() throws Exception {
    try (TestApiServer api = TestApiServer.start(temp)) {
      api.answers(503);
      KubernetesSettings settings =
          new KubernetesSettings(Optional.empty(), Optional.of(api.settings()), Set.of());
      try (TestServer server = TestServer.start(temp.resolve("data"), settings)) {
        Client orders = server.workload(server.join("shop", "orders"));
        orders.put(Leases.path(), Leases.body("h1", 8080)).require(200);

        // No code of a server that is away: that would leave the address to be taken for outside.
        assertThat(orders.get(LOOK_UP + "10.9.9.9").code()).isEqualTo(409);
        assertThat(orders.get(LOOK_UP + "127.0.0.1&host=h1").array("endpoints").values())
            .hasSize(1);

        api.answers(200);
        api.awaitAsked(asked -> asked.stream().filter(it -> it.contains("watch=")).count() >= 4);
        assertThat(orders.get(LOOK_UP + "10.9.9.9").require(200).array("endpoints").values())
            .isEmpty();
      }
    }
  }

  @Test
  void lookUp_serverWithoutACluster_saysThatUnknownAddressesAreOutside() throws Exception {
    try (TestServer server = TestServer.start(temp.resolve("data"))) {
      Client orders = server.workload(server.join("shop", "orders"));

      assertThat(orders.get(LOOK_UP + "10.9.9.9").require(200).array("endpoints").values())
          .isEmpty();
    }
  }
}
