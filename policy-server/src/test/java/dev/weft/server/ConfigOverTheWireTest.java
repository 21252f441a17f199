package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The config pull: what changed, and when the whole is told. */
class ConfigOverTheWireTest {
  private static final String POLICIES =
      "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";

  @TempDir Path temp;
  private TestServer server;
  private Client workload;

  @BeforeEach
  void setUp() throws Exception {
    server = TestServer.start(temp.resolve("data"));
    workload = server.workload(server.join("shop", "orders"));
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  private static String policy(String name) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + "\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{}}";
  }

  private static String lease(int port, String report) {
    return "{\"host\":\"h1\",\"listeners\":[{\"address\":\"127.0.0.1\",\"port\":"
        + port
        + "}],\"report\":"
        + report
        + "}";
  }

  private static String path() {
    return "/mesh/v1/leases/" + UUID.randomUUID();
  }

  @Test
  void poll_afterAChange_saysOnlyWhatChanged() throws Exception {
    server.admin().post(POLICIES, policy("first")).require(201);
    workload.put(path(), lease(8080, "{}")).require(200);
    long known = workload.get("/mesh/v1/config?host=h1").number("revision");
    server.admin().post(POLICIES, policy("second")).require(201);

    Answer added = workload.get("/mesh/v1/config?host=h1&after=" + known);

    assertThat(added.require(200).members())
        .containsOnlyKeys("format", "revision", "source", "base", "authorizationPolicies");
    assertThat(added.entries("authorizationPolicies").values())
        .singleElement()
        .satisfies(
            it ->
                assertThat(((JsonObject) it).object("metadata").string("name"))
                    .isEqualTo("second"));

    server.admin().delete(POLICIES + "/first").require(200);
    Answer removed = workload.get("/mesh/v1/config?host=h1&after=" + added.number("revision"));

    JsonObject section = removed.require(200).object("authorizationPolicies");
    assertThat(section.array("changed").values()).isEmpty();
    assertThat(section.array("removed").values())
        .containsExactly(
            JsonObject.builder().put("namespace", "shop").put("name", "first").build());
  }

  @Test
  void poll_ofAnotherSource_isAnsweredWithTheWhole() throws Exception {
    JsonObject whole = workload.get("/mesh/v1/config").require(200);
    long known = workload.get("/mesh/v1/config").number("revision");

    Answer same =
        workload.get("/mesh/v1/config?after=" + known + "&source=" + whole.string("source"));
    Answer other = workload.get("/mesh/v1/config?wait=30&after=" + known + "&source=other");

    assertThat(same.code()).isEqualTo(204);
    assertThat(other.require(200).members())
        .containsKeys("settings", "bundle")
        .doesNotContainKey("base");
  }

  @Test
  void poll_afterARestart_goesOn() throws Exception {
    Svid svid = server.join("shop", "front");
    Client before = server.workload(svid);
    server.admin().post(POLICIES, policy("first")).require(201);
    JsonObject whole = before.get("/mesh/v1/config").require(200);
    long known = before.get("/mesh/v1/config").number("revision");

    server.restart();

    Client after = server.workload(svid);
    String poll = "/mesh/v1/config?after=" + known + "&source=" + whole.string("source");
    assertThat(after.get(poll).code()).isEqualTo(204);
    server.admin().post(POLICIES, policy("second")).require(201);
    assertThat(after.get(poll).require(200).members()).containsKey("base");
  }

  /** However fast changes come, one who waits is told ten times a second at most, and of all. */
  @Test
  void poll_duringABurst_isPacedAndMissesNothing() throws Exception {
    long known = workload.get("/mesh/v1/config?host=h1").number("revision");
    Client front = server.workload(server.join("shop", "front"));
    long begin = System.nanoTime();
    CompletableFuture<Long> last =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                long revision = 0;
                for (int i = 0; i < 100; i++) {
                  revision = workload.put(path(), lease(9000 + i, "{}")).number("revision");
                }
                return revision;
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    int answers = 0;
    int places = 0;
    while (!last.isDone() || known < last.get(20, TimeUnit.SECONDS)) {
      Answer answer = front.get("/mesh/v1/config?wait=1&host=h1&after=" + known);
      if (answer.code() == 200) {
        answers++;
        known = answer.number("revision");
        places += answer.entries("directory").values().size();
      }
    }
    long gaps = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 100;

    assertThat(places).isEqualTo(100);
    assertThat(answers).isLessThanOrEqualTo((int) gaps + 2);
  }

  @Test
  void lease_reportsRefusedPolicies_strictly() throws Exception {
    String good = "{\"refused\":[{\"policy\":\"AuthorizationPolicy shop/p\",\"why\":\"w\"}]}";

    workload.put(path(), lease(8080, good)).require(200);

    Answer unknown = workload.put(path(), lease(8080, good.replace("why", "because")));
    assertThat(unknown.code()).isEqualTo(400);
    assertThat(unknown.cause(0).string("field")).isEqualTo("report.refused[0].because");
    assertThat(workload.put(path(), lease(8080, "{\"refused\":{}}")).code()).isEqualTo(400);
  }
}
