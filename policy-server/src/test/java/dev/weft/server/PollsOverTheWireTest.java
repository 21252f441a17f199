package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestStore.class)
class PollsOverTheWireTest {
  private static final String POLICIES =
      "/apis/security.istio.io/v1/namespaces/%s/authorizationpolicies";

  private final TestStore store;
  @TempDir Path temp;
  private TestServer server;

  PollsOverTheWireTest(TestStore store) {
    this.store = store;
  }

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(temp.resolve("data"), store);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private long apply(String namespace, String name) throws Exception {
    JsonObject made =
        server
            .admin()
            .post(
                POLICIES.formatted(namespace),
                "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
                    + "\"metadata\":{\"name\":\""
                    + name
                    + "\"},\"spec\":{\"action\":\"DENY\",\"rules\":[{\"from\":[{\"source\":"
                    + "{\"namespaces\":[\"x\"]}}]}]}}")
            .require(201);
    return Long.parseLong(String.valueOf(made.object("metadata").string("resourceVersion")));
  }

  @Test
  void config_holdsThePoliciesOfOwnAndRootNamespaceOnly() throws Exception {
    apply("shop", "own");
    apply("istio-system", "root");
    apply("bank", "foreign");

    Answer answer = server.workload(server.join("shop", "orders")).get("/mesh/v1/config");
    JsonObject config = answer.require(200);

    assertThat(
            answer.entries("authorizationPolicies").values().stream()
                .map(it -> ((JsonObject) it).object("metadata").string("name")))
        .containsExactlyInAnyOrder("own", "root");
    assertThat(config.string("bundle")).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(config.object("settings").string("rootNamespace")).isEqualTo("istio-system");
  }

  @Test
  void poll_nothingNew_answersNoContentAfterTheWait() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");

    Answer answer = workload.get("/mesh/v1/config?wait=1&after=" + revision);

    assertThat(answer).isEqualTo(new Answer(204, ""));
  }

  /** A store that was made anew has less than its workloads know. */
  @Test
  void poll_revisionAheadOfTheStore_isAnsweredWithTheWhole() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));

    for (String known : List.of("after=1000000", "seen=1000000")) {
      Answer answer = workload.get("/mesh/v1/config?wait=30&" + known);
      assertThat(answer.require(200).members()).containsKey("settings");
      assertThat(answer.number("revision")).isLessThan(1_000_000);
    }
  }

  @Test
  void poll_whenAPolicyChanges_isAnsweredWithIt() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");
    CompletableFuture<Answer> poll = workload.getLater("/mesh/v1/config?wait=30&after=" + revision);

    long changed = apply("shop", "p1");

    Answer answer = poll.get(20, TimeUnit.SECONDS);
    assertThat(answer.number("revision")).isGreaterThanOrEqualTo(changed);
    assertThat(answer.entries("authorizationPolicies").values()).hasSize(1);
  }

  @Test
  void poll_whenTheDirectoryChanges_isAnsweredWithIt() throws Exception {
    Client orders = server.workload(server.join("shop", "orders"));
    Client front = server.workload(server.join("shop", "front"));
    long revision = front.get("/mesh/v1/config?host=h1").number("revision");
    CompletableFuture<Answer> poll =
        front.getLater("/mesh/v1/config?wait=30&host=h1&after=" + revision);

    long visible = orders.put(Leases.path(), Leases.body("h1", 8080)).number("revision");

    Answer answer = poll.get(20, TimeUnit.SECONDS);
    assertThat(answer.number("revision")).isGreaterThanOrEqualTo(visible);
    assertThat(Leases.addresses(answer.entries("directory"))).containsExactly("127.0.0.1", "::1");
  }

  @Test
  void poll_whenAnotherNamespaceChanges_goesOnWaiting() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");
    CompletableFuture<Answer> poll = workload.getLater("/mesh/v1/config?wait=2&after=" + revision);

    apply("bank", "foreign");

    assertThat(poll.get(20, TimeUnit.SECONDS).code()).isEqualTo(204);
  }

  @Test
  void poll_whenTheServerStops_isAnswered() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));
    long revision = workload.get("/mesh/v1/config").number("revision");
    CompletableFuture<Answer> poll = workload.getLater("/mesh/v1/config?wait=30&after=" + revision);
    // The answer to a later call shows that the earlier one, on the same connection, has arrived.
    workload.get("/mesh/v1/directory?address=127.0.0.1&port=1").require(200);

    server.restart();

    assertThat(poll.get(20, TimeUnit.SECONDS).code()).isEqualTo(204);
  }

  @Test
  void poll_malformedParameters_isRefused() throws Exception {
    Client workload = server.workload(server.join("shop", "orders"));

    assertThat(workload.get("/mesh/v1/config?wait=31").code()).isEqualTo(400);
    assertThat(workload.get("/mesh/v1/config?after=-1").code()).isEqualTo(400);
    assertThat(workload.get("/mesh/v1/config?after=x").code()).isEqualTo(400);
    assertThat(workload.get("/mesh/v1/config?host=").code()).isEqualTo(400);
  }
}
