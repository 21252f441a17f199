package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server process is killed while it is written to: what it acknowledged must be there. */
class KillTest {
  private static final int ROUNDS = 4;
  private static final int WRITERS = 4;
  private static final String POLICIES =
      "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";

  @TempDir Path temp;

  @Test
  void kill_whileWriting_losesNoAcknowledgedWrite() throws Exception {
    Path data = temp.resolve("data");
    Random random = new Random(42);
    Set<String> acknowledged = new HashSet<>();
    long newest = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (ServerProcess server = ServerProcess.start(data)) {
        assertThat(stored(server)).containsAll(acknowledged);
        assertThat(revision(server)).isGreaterThanOrEqualTo(newest);
        int enough = 5 + random.nextInt(40);
        acknowledged.addAll(writeUntilKilled(server, round, enough));
        newest = acknowledged.size();
      }
    }
    try (ServerProcess server = ServerProcess.start(data)) {
      assertThat(stored(server)).containsAll(acknowledged);
    }
  }

  /** Writes with several clients, and kills the server once {@code enough} writes were answered. */
  private static Set<String> writeUntilKilled(ServerProcess server, int round, int enough)
      throws Exception {
    ConcurrentLinkedQueue<String> answered = new ConcurrentLinkedQueue<>();
    CountDownLatch due = new CountDownLatch(enough);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Client admin = server.admin();
      String stem = "r" + round + "-w" + i + "-";
      Thread writer = new Thread(() -> write(admin, stem, answered, due));
      writer.start();
      writers.add(writer);
    }
    assertThat(due.await(60, TimeUnit.SECONDS)).isTrue();
    server.kill();
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(enough);
    return Set.copyOf(answered);
  }

  private static void write(
      Client admin, String stem, ConcurrentLinkedQueue<String> answered, CountDownLatch due) {
    try {
      for (int n = 0; ; n++) {
        String name = stem + n;
        Answer answer = admin.post(POLICIES, policy(name));
        if (answer.code() != 201) {
          throw new AssertionError(answer.text());
        }
        answered.add(name);
        due.countDown();
      }
    } catch (Exception e) {
      // The server is gone: this is what the test is about.
      return;
    }
  }

  private static String policy(String name) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + "\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{}}";
  }

  private static Set<String> stored(ServerProcess server) throws Exception {
    Set<String> names = new HashSet<>();
    for (JsonValue item : server.admin().get(POLICIES).array("items").values()) {
      names.add(String.valueOf(((JsonObject) item).object("metadata").string("name")));
    }
    return names;
  }

  private static long revision(ServerProcess server) throws Exception {
    JsonObject list = server.admin().get(POLICIES).require(200);
    return Long.parseLong(
        Optional.ofNullable(list.object("metadata").string("resourceVersion")).orElse("-1"));
  }
}
