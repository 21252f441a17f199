package dev.weft.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that create, replace and delete policies of their own, each through one server, until
 * that server is gone. What was acknowledged is noted; a write without an answer may be either way,
 * so its name is given up.
 */
final class PolicyWriters implements AutoCloseable {
  static final String PATH = "/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies";

  private final Map<String, WrittenPolicy> acknowledged = new ConcurrentHashMap<>();
  private final AtomicInteger writes = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private PolicyWriters() {}

  static PolicyWriters start(List<ServerProcess> servers, int count, String stem) throws Exception {
    PolicyWriters writers = new PolicyWriters();
    for (int i = 0; i < count; i++) {
      Client admin = servers.get(i % servers.size()).admin();
      String name = stem + "-w" + i + "-";
      Random random = new Random(stem.hashCode() + i);
      Thread thread = new Thread(() -> writers.write(admin, name, random));
      writers.threads.add(thread);
      thread.start();
    }
    return writers;
  }

  private void write(Client admin, String stem, Random random) {
    String name = stem + 0;
    try {
      for (int n = 0; !stopped; n++) {
        name = stem + n;
        String value = "v" + n;
        note(name, value, admin.post(PATH, policy(name, value)), 201);
        if (random.nextInt(3) == 0) {
          String next = value + "-again";
          note(name, next, admin.put(PATH + "/" + name, policy(name, next)), 200);
        }
        if (random.nextInt(5) == 0) {
          WrittenPolicy before = acknowledged.remove(name);
          require(admin.delete(PATH + "/" + name), 200);
          assertThat(before).isNotNull();
        }
      }
    } catch (Exception e) {
      // The server is gone: this is what the test is about. What it was asked last, nobody knows.
      acknowledged.remove(name);
    }
  }

  private void note(String name, String value, Answer answer, int expected) {
    JsonObject metadata = require(answer, expected).object("metadata");
    long version = Long.parseLong(String.valueOf(metadata.string("resourceVersion")));
    acknowledged.put(name, new WrittenPolicy(version, value));
  }

  private JsonObject require(Answer answer, int expected) {
    JsonObject body = answer.require(expected);
    writes.incrementAndGet();
    return body;
  }

  static String policy(String name, String value) {
    return "{\"apiVersion\":\"security.istio.io/v1\",\"kind\":\"AuthorizationPolicy\","
        + "\"metadata\":{\"name\":\""
        + name
        + "\",\"annotations\":{\"value\":\""
        + value
        + "\"}},\"spec\":{}}";
  }

  int writes() {
    return writes.get();
  }

  /** Waits until that many more writes were acknowledged. */
  void awaitWrites(int more) throws InterruptedException {
    int enough = writes.get() + more;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (writes.get() < enough) {
      assertThat(System.nanoTime()).as("writes: %d of %d", writes.get(), enough).isLessThan(end);
      Thread.sleep(2);
    }
  }

  /** Ends the clients; what they know to be stored. */
  Map<String, WrittenPolicy> stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return Map.copyOf(acknowledged);
  }

  @Override
  public void close() {
    stopped = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
