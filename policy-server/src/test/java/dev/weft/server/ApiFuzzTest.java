package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonValue;
import dev.weft.server.FuzzRequest.Framing;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many requests that are nearly right. {@code -Dweft.fuzz.seed=<number>} does a run again, as far
 * as two connections at once can be done again; {@code -Dweft.fuzz.requests} says how many.
 */
class ApiFuzzTest {
  private static final long SEED =
      Long.getLong("weft.fuzz.seed", System.nanoTime() ^ ProcessHandle.current().pid());
  private static final int REQUESTS = Integer.getInteger("weft.fuzz.requests", 52_000);
  private static final int CONNECTIONS = 2;
  private static final int BATCH = 50;
  private static final int WATCHES = 100;
  private static final long HEAP_GROWTH = 200L << 20;

  @TempDir Path temp;

  private final Map<Integer, Integer> codes = FuzzConnection.counts();
  private final FuzzModel model = new FuzzModel();

  @Test
  void anyRequest_malformedInAnyWay_isRefusedAsAStatusAndKeepsNothing() throws Exception {
    System.out.println("ApiFuzzTest: -Dweft.fuzz.seed=" + SEED);
    ExecutorService threads = Executors.newFixedThreadPool(2 * CONNECTIONS);
    try (ErrorsInLog errors = ErrorsInLog.listen();
        TestServer server = TestServer.startWithoutRateLimit(temp.resolve("data"))) {
      Client admin = server.admin();
      run(server, threads, 0, 2_000);
      long heap = heapAfterCollection();
      int threadsBefore = Thread.activeCount();

      run(server, threads, CONNECTIONS, REQUESTS);

      assertThat(heapAfterCollection() - heap).isLessThan(HEAP_GROWTH);
      assertThat(Thread.activeCount()).isLessThan(threadsBefore + 20);
      assertThat(server.anonymous().get("/readyz").code()).isEqualTo(200);
      assertThat(admin.get("/metrics").text()).containsPattern("(?m)^weft_watches 0(\\.0)?$");
      checkStore(admin);
      assertThat(errors.found()).isEmpty();
      checkSpread();
    } finally {
      threads.shutdownNow();
    }
  }

  private void run(TestServer server, ExecutorService threads, int first, int requests)
      throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = first; i < first + CONNECTIONS; i++) {
      FuzzRequests made = new FuzzRequests(SEED + i, "p" + i + "-", server.adminToken());
      running.add(
          threads.submit(
              () -> {
                fuzz(server, threads, made, requests / CONNECTIONS);
                return null;
              }));
    }
    for (Future<?> it : running) {
      it.get();
    }
  }

  private void fuzz(TestServer server, ExecutorService senders, FuzzRequests made, int requests)
      throws Exception {
    try (FuzzConnection connection = new FuzzConnection(server::connect, senders, model, codes)) {
      for (int sent = 0; sent < requests; sent += BATCH) {
        Map<Boolean, List<FuzzRequest>> batch =
            some(BATCH, made::any).stream().collect(Collectors.partitioningBy(ApiFuzzTest::reads));
        connection.exchange(batch.getOrDefault(true, List.of()));
        for (FuzzRequest alone : batch.getOrDefault(false, List.of())) {
          connection.alone(alone);
        }
        if (sent % (5 * BATCH) == 0) {
          connection.alone(made.broken());
        }
      }
      connection.exchange(some(WATCHES, made::watch));
      System.out.println("ApiFuzzTest: connections that ended: " + connection.ended());
    }
  }

  private static boolean reads(FuzzRequest request) {
    return request.framing() == Framing.SOUND && request.method().equals("GET");
  }

  private static List<FuzzRequest> some(int count, Supplier<FuzzRequest> maker) {
    return new ArrayList<>(Stream.generate(maker).limit(count).toList());
  }

  private void checkStore(Client admin) throws Exception {
    List<JsonValue> all = new ArrayList<>();
    for (KindInfo kind : Kinds.ALL) {
      if (kind.can(Verb.CREATE) && kind.can(Verb.LIST)) {
        List<JsonValue> stored =
            admin.get("/apis/" + kind.apiVersion() + "/" + kind.plural()).array("items").values();
        model.check(stored);
        all.addAll(stored);
      }
    }
    assertThat(model.missing(all)).as("accepted, and not stored").isEmpty();
    assertThat(model.size()).as("accepted").isGreaterThan(REQUESTS / 200);
  }

  /** A fuzz that is turned away at the door shows nothing. */
  private void checkSpread() {
    Map<Integer, Integer> sorted = new TreeMap<>(codes);
    System.out.println("ApiFuzzTest: answers by code: " + sorted);
    int all = sorted.values().stream().mapToInt(it -> it).sum();
    int inside =
        sorted.entrySet().stream()
            .filter(it -> it.getKey() < 400 || List.of(409, 422).contains(it.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(all).isGreaterThanOrEqualTo(REQUESTS);
    assertThat(inside).as("past the parser, of %s", sorted).isGreaterThan(all / 10);
    assertThat(sorted).containsKeys(200, 201, 400, 401, 404, 405, 409, 415, 422);
    assertThat(sorted.get(404)).isLessThan(all * 6 / 10);
  }

  private static long heapAfterCollection() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
