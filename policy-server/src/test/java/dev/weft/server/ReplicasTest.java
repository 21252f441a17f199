package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.server.settings.StoreSettings;
import dev.weft.server.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one database, used at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasTest {
  private static final String SVID = "/mesh/v1/svid";

  private Path temp;
  private StoreSettings store;
  private TestServer one;
  private TestServer other;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    temp = folder;
    store = TestStore.POSTGRESQL.fresh(temp).settings();
    one = TestServer.start(temp.resolve("one"), Duration.ofHours(1), store);
    other = TestServer.start(temp.resolve("other"), Duration.ofHours(1), store);
  }

  @AfterAll
  void stop() {
    one.close();
    other.close();
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> it : threads.invokeAll(tasks)) {
        results.add(it.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void start_second_hasTheSameCaAndAdminToken() throws Exception {
    Svid svid = other.join("shop", "orders");

    assertThat(one.adminToken()).isEqualTo(other.adminToken());
    assertThat(one.workload(svid).get("/mesh/v1/config").code()).isEqualTo(200);
    assertThat(other.workload(svid).get("/mesh/v1/config").code()).isEqualTo(200);
  }

  @Test
  void write_throughOne_reachesWhoWaitsAtTheOtherWithinASecond() throws Exception {
    Svid svid = other.join("shop", "orders");
    Client waiting = other.workload(svid);
    long revision = waiting.get("/mesh/v1/config").number("revision");
    for (int i = 0; i < 5; i++) {
      CompletableFuture<Answer> news =
          waiting.getLater("/mesh/v1/config?after=" + revision + "&wait=30");
      one.admin().post(PolicyWriters.PATH, PolicyWriters.policy("news-" + i, "v")).require(201);
      long answered = System.nanoTime();

      Answer answer = news.get(30, TimeUnit.SECONDS);

      assertThat(Duration.ofNanos(System.nanoTime() - answered)).isLessThan(Duration.ofSeconds(1));
      assertThat(answer.text()).contains("news-" + i);
      revision = answer.number("revision");
    }
  }

  @Test
  void put_sameVersionThroughBoth_winsOnce() throws Exception {
    for (int i = 0; i < 5; i++) {
      String name = "same-" + i;
      JsonObject made =
          one.admin().post(PolicyWriters.PATH, PolicyWriters.policy(name, "v")).require(201);
      String version = String.valueOf(made.object("metadata").string("resourceVersion"));
      List<Callable<Answer>> tasks = new ArrayList<>();
      for (TestServer server : List.of(one, other, one, other)) {
        Client admin = server.admin();
        String value = "by" + tasks.size();
        String body =
            PolicyWriters.policy(name, value)
                .replace(
                    "\"annotations\"", "\"resourceVersion\":\"" + version + "\",\"annotations\"");
        tasks.add(() -> admin.put(PolicyWriters.PATH + "/" + name, body));
      }

      List<Integer> codes = new ArrayList<>();
      for (Answer answer : atOnce(tasks)) {
        codes.add(answer.code());
      }

      assertThat(codes).containsExactlyInAnyOrder(200, 409, 409, 409);
    }
  }

  @Test
  void join_tokenSpentThroughBothAtOnce_grantsExactlyItsUses() throws Exception {
    int uses = 5;
    String token = one.mint("shop", "orders", uses);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Client client =
          (i % 2 == 0 ? one : other).anonymous().with("Authorization", "Bearer " + token);
      tasks.add(() -> client.post(SVID, Svid.csrBody(Csr.of(Svid.newKeys()).pem())).code());
    }

    List<Integer> codes = atOnce(tasks);

    assertThat(codes).containsOnly(200, 401);
    assertThat(codes.stream().filter(it -> it == 200)).hasSize(uses);
  }

  @Test
  void kill_oneOfTwoWhileBothAreWrittenTo_theOtherGoesOnAndLeasesStay() throws Exception {
    try (ServerProcess doomed = ServerProcess.start(temp.resolve("doomed"), store);
        ServerProcess rest = ServerProcess.start(temp.resolve("rest"), store)) {
      Svid svid = Svid.join(doomed.anonymous(), one.mint("shop", "orders", 1));
      String lease = "/mesh/v1/leases/" + UUID.randomUUID();
      put(doomed.workload(svid), lease);
      Set<String> before = directory(one, svid);
      assertThat(before).isNotEmpty();
      try (PolicyWriters writers = PolicyWriters.start(List.of(doomed, rest), 4, "k")) {
        writers.awaitWrites(30);
        doomed.kill();
        writers.awaitWrites(30);
        for (int second = 0; second < 20; second++) {
          if (second % 5 == 0) {
            put(rest.workload(svid), lease);
          }
          assertThat(directory(one, svid)).as("second %d", second).isEqualTo(before);
          Thread.sleep(1000);
        }
        Map<String, WrittenPolicy> acknowledged = writers.stop();
        long newest = StoredPolicies.read(rest.admin()).requireAll(acknowledged, 0);
        assertThat(newest).isPositive();
      }
    }
  }

  private static void put(Client workload, String lease) throws Exception {
    String body =
        "{\"host\":\"h\",\"labels\":{},\"addresses\":[],\"listeners\":"
            + "[{\"address\":\"127.0.0.1\",\"port\":8080}],\"applied\":0,"
            + "\"report\":{\"unprotected\":[]}}";
    assertThat(workload.put(lease, body).code()).isEqualTo(200);
  }

  private static Set<String> directory(TestServer server, Svid svid) throws Exception {
    JsonObject config = server.workload(svid).get("/mesh/v1/config?host=h").require(200);
    return config.object("directory").array("all").values().stream()
        .map(JsonValue::toString)
        .collect(Collectors.toSet());
  }
}
