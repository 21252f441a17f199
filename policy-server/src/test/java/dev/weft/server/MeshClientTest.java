package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.control.LeaseAnswer;
import dev.weft.core.control.MeshClient;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.control.MeshListener;
import dev.weft.core.directory.DirectoryEndpoint;
import dev.weft.core.identity.SpiffeId;
import dev.weft.server.directory.Addresses;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that workloads carry, against the real server. */
class MeshClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final InetSocketAddress PLACE =
      new InetSocketAddress(Addresses.parse("127.0.0.1"), 8080);

  @TempDir Path temp;

  private static MeshClient client(TestServer server, String account) throws Exception {
    return MeshClient.builder(
            URI.create(server.url()),
            server.mint("shop", account, 1),
            task -> {
              Thread thread = new Thread(task, "mesh-client");
              thread.setDaemon(true);
              return thread;
            })
        .hostId("h1")
        .addresses(List::of)
        .build();
  }

  @Test
  void client_joinsAnnouncesLooksUpAndHearsOfPolicies() throws Exception {
    try (TestServer server = TestServer.start(temp.resolve("data"));
        MeshClient orders = client(server, "orders");
        MeshClient front = client(server, "front")) {
      orders.start(PATIENCE);
      front.start(PATIENCE);

      LeaseAnswer announced = orders.announce(PLACE).get(30, TimeUnit.SECONDS);
      assertThat(announced).isInstanceOf(LeaseAnswer.Acknowledged.class);

      List<DirectoryEndpoint> found = front.lookup(PLACE).get(30, TimeUnit.SECONDS);
      assertThat(found)
          .flatExtracting(DirectoryEndpoint::principals)
          .containsExactly(new SpiffeId("weft.local", "shop", "orders"));

      CompletableFuture<MeshConfig> withPolicy = new CompletableFuture<>();
      front.onChange(
          new MeshListener() {
            @Override
            public void configChanged(MeshConfig config) {
              if (!config.authorizationPolicies().isEmpty()) {
                withPolicy.complete(config);
              }
            }
          });
      server
          .admin()
          .post(
              "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies",
              "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
                  + "\"metadata\":{\"name\":\"deny-all\"},\"spec\":{}}")
          .require(201);
      assertThat(withPolicy.get(30, TimeUnit.SECONDS).authorizationPolicies())
          .singleElement()
          .satisfies(it -> assertThat(it.qualifiedName()).isEqualTo("shop/deny-all"));
    }
  }
}
