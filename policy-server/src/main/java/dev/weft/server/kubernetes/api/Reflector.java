package dev.weft.server.kubernetes.api;

import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a sink as one collection of the cluster is: lists it, in pages, and watches it from there
 * on (Kubernetes API concepts, "Efficient detection of changes"). A watch that ends is taken up
 * where it ended; when that is too long ago (410), the collection is listed again. While the API
 * server is away the sink keeps what it has.
 *
 * @param <T> what is kept of an object
 */
public final class Reflector<T> implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
  private static final int PAGE = 500;
  private static final int MOST_OBJECTS = 250_000;
  private static final int WATCH_SECONDS = 300;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final ApiClient client;
  private final String collection;
  private final ObjectReader<T> reader;
  private final ObjectSink<T> sink;
  private final RandomGenerator random;
  private final Pauses pauses;
  private final ApiClient.Running running = new ApiClient.Running();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Where the watch goes on; empty when the collection has to be listed. */
  private String version = "";

  private volatile boolean listed;

  Reflector(
      ApiClient client,
      String collection,
      ObjectReader<T> reader,
      ObjectSink<T> sink,
      RandomGenerator random) {
    this.client = client;
    this.collection = collection;
    this.reader = reader;
    this.sink = sink;
    this.random = random;
    this.pauses = new Pauses(SHORTEST_PAUSE, LONGEST_PAUSE, random);
  }

  /** Whether the sink ever was as the collection is. */
  public boolean isListed() {
    return listed;
  }

  /** Goes on until {@link #close}. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try {
        if (version.isEmpty()) {
          list();
        }
        watch();
      } catch (IOException | RuntimeException e) {
        if (e instanceof ApiFailure failure && failure.status() == ApiFailure.GONE) {
          version = "";
        }
        tell(e);
      }
      pause(pauses.next());
    }
  }

  /** Ends the thread that runs this, soon. */
  void close() {
    closed.countDown();
    running.end();
  }

  private void list() throws IOException {
    Map<ObjectName, T> all = new HashMap<>();
    String next = "";
    JsonObject page;
    do {
      String from = next.isEmpty() ? "" : "&continue=" + encode(next);
      page = client.get(collection + "?limit=" + PAGE + from, running);
      for (JsonValue item : page.array("items").values()) {
        if (item instanceof JsonObject object) {
          keep(object, all);
        }
      }
      if (all.size() > MOST_OBJECTS) {
        throw new IOException(
            collection + ": too many objects (expected: at most " + MOST_OBJECTS + ")");
      }
      String more = page.object("metadata").string("continue");
      next = more == null ? "" : more;
    } while (!next.isEmpty());
    String at = page.object("metadata").string("resourceVersion");
    if (at == null || at.isEmpty()) {
      throw new IOException(collection + ": no resourceVersion (expected: one)");
    }
    sink.replace(all);
    version = at;
    listed = true;
    pauses.reset();
  }

  private void keep(JsonObject object, Map<ObjectName, T> all) {
    try {
      all.put(name(object), reader.read(object));
    } catch (IllegalArgumentException e) {
      tell(e);
    }
  }

  private void watch() throws IOException {
    int seconds = WATCH_SECONDS + random.nextInt(WATCH_SECONDS);
    String target =
        collection
            + "?watch=true&allowWatchBookmarks=true&timeoutSeconds="
            + seconds
            + "&resourceVersion="
            + encode(version);
    client.watch(target, Duration.ofSeconds(seconds + 30L), running, this::take);
    pauses.reset();
  }

  private void take(JsonObject event) throws IOException {
    String type = String.valueOf(event.string("type"));
    JsonObject object = event.object("object");
    if (type.equals("ERROR")) {
      int code = object.get("code") instanceof JsonNumber number ? number.value().intValue() : 500;
      throw new ApiFailure(code, collection + ": the watch ended with " + code);
    }
    String at = object.object("metadata").string("resourceVersion");
    if (at == null || at.isEmpty()) {
      throw new IOException(collection + ": an event without resourceVersion (expected: one)");
    }
    switch (type) {
      case "ADDED", "MODIFIED" -> put(object);
      case "DELETED" -> sink.remove(name(object));
      case "BOOKMARK" -> {}
      default -> throw new IOException(collection + ": an event of an unknown type");
    }
    version = at;
    pauses.reset();
  }

  /** What cannot be read any more is not kept as it was: that would be a guess. */
  private void put(JsonObject object) {
    ObjectName name = name(object);
    try {
      sink.put(name, reader.read(object));
    } catch (IllegalArgumentException e) {
      sink.remove(name);
      tell(e);
    }
  }

  private static ObjectName name(JsonObject object) {
    JsonObject metadata = object.object("metadata");
    String namespace = metadata.string("namespace");
    String name = metadata.string("name");
    if (name == null) {
      throw new IllegalArgumentException("metadata.name: missing (expected: a name)");
    }
    return new ObjectName(namespace == null ? "" : namespace, name);
  }

  private void tell(Exception e) {
    if (closed.getCount() > 0) {
      LOG.atWarn()
          .addKeyValue("collection", collection)
          .addKeyValue("cause", e.toString())
          .log("the cluster cannot be followed; what is known of it stays");
    }
  }

  private void pause(Duration time) {
    try {
      boolean unused = closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
