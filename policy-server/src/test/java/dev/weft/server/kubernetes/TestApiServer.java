package dev.weft.server.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.access.TestCa;
import dev.weft.server.settings.KubernetesSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;

/**
 * An API server with as much as a client sees that lists and watches: pages, resource versions that
 * grow over all kinds, watches that stream, bookmarks, history that is compacted, and faults.
 */
public final class TestApiServer implements AutoCloseable {
  /** The token that it knows its client by. */
  public static final String TOKEN = "api-server-token";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path ca;
  private final Path token;

  // All guarded by this.
  private final Map<String, TreeMap<String, JsonObject>> collections = new HashMap<>();
  private final List<Event> history = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private long version = 100;
  private long compacted;
  private int status = 200;
  private boolean goneInStream;
  private int epoch;
  private boolean cutOff;

  /** What a watch tells: of any collection when that is empty. */
  private record Event(String collection, long version, String line) {}

  private TestApiServer(HttpsServer server, Path ca, Path token) {
    this.server = server;
    this.ca = ca;
    this.token = token;
  }

  /** Starts an empty one. */
  public static TestApiServer start(Path folder) throws Exception {
    TestCa ca = TestCa.root("CN=cluster CA");
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(ca.issueServer().keyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    Path token = Files.writeString(folder.resolve("api-token"), TOKEN + "\n");
    TestApiServer api = new TestApiServer(server, ca.write(folder.resolve("api-ca.pem")), token);
    server.setExecutor(api.threads);
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  /** The settings of a client. */
  public KubernetesSettings.Api settings() {
    return settings(ca);
  }

  /** The settings of a client that trusts somebody else. */
  public KubernetesSettings.Api settings(Path trusted) {
    return new KubernetesSettings.Api(
        URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
        Optional.of(trusted),
        Optional.of(token));
  }

  /** The file with the client's token. */
  public Path token() {
    return token;
  }

  /** Creates an object, or changes it; {@code fields} are its members beside the metadata. */
  public synchronized void put(
      String collection, String namespace, String name, String metadata, String fields) {
    version++;
    String text =
        "{'metadata':{'name':'%s',%s'uid':'uid-%s','resourceVersion':'%d'%s}%s}"
            .formatted(
                name,
                namespace.isEmpty() ? "" : "'namespace':'" + namespace + "',",
                name,
                version,
                metadata.isEmpty() ? "" : "," + metadata,
                fields.isEmpty() ? "" : "," + fields)
            .replace('\'', '"');
    JsonObject object = json(text);
    String key = namespace + "/" + name;
    boolean known =
        collections.computeIfAbsent(collection, it -> new TreeMap<>()).put(key, object) != null;
    tell(collection, known ? "MODIFIED" : "ADDED", object);
  }

  /** Deletes an object. */
  public synchronized void delete(String collection, String namespace, String name) {
    version++;
    JsonObject object =
        Objects.requireNonNull(
            Objects.requireNonNull(collections.get(collection), collection)
                .remove(namespace + "/" + name),
            name);
    JsonObject metadata =
        object.object("metadata").with("resourceVersion", new JsonString("" + version));
    tell(collection, "DELETED", object.with("metadata", metadata));
  }

  /** Tells all watches how far they are. */
  public synchronized void bookmark() {
    version++;
    tell("", "BOOKMARK", json("{\"metadata\":{\"resourceVersion\":\"" + version + "\"}}"));
  }

  /** Sends a line to the watches of a collection that no object makes. */
  public synchronized void send(String collection, String line) {
    version++;
    history.add(new Event(collection, version, line));
    notifyAll();
  }

  private void tell(String collection, String type, JsonObject object) {
    JsonObject event = JsonObject.builder().put("type", type).put("object", object).build();
    history.add(new Event(collection, version, JsonWriter.write(event)));
    notifyAll();
  }

  /** Forgets what happened so far. */
  public synchronized void compact() {
    compacted = version;
    history.clear();
  }

  /** Says that something is too old inside the stream, and not by the status of the answer. */
  public synchronized void tellGoneInStream() {
    goneInStream = true;
  }

  /** Ends the watches in good order. */
  public synchronized void endWatches() {
    cutOff = false;
    epoch++;
    notifyAll();
  }

  /** Cuts the watches off in the middle of a line. */
  public synchronized void cutWatches() {
    cutOff = true;
    epoch++;
    notifyAll();
  }

  /** From now on every request is answered with that; the watches end. */
  public synchronized void answers(int newStatus) {
    status = newStatus;
    epoch++;
    notifyAll();
  }

  /** What was asked for, with queries. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** Waits until something was asked for that fits. */
  public synchronized void awaitAsked(Predicate<List<String>> fits) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!fits.test(asked)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not asked in time; asked: " + asked);
      }
      wait(left);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = query(exchange.getRequestURI().getQuery());
    int refused;
    int begun;
    synchronized (this) {
      begun = epoch;
      asked.add(exchange.getRequestURI().toString());
      notifyAll();
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      refused = status != 200 ? status : known ? 0 : 401;
    }
    try {
      if (refused != 0) {
        if (refused == 302) {
          exchange.getResponseHeaders().set("Location", path + "?moved");
        }
        exchange.sendResponseHeaders(refused, -1);
      } else if (query.containsKey("watch")) {
        watch(exchange, path, Long.parseLong(query.get("resourceVersion")), begun);
      } else {
        list(exchange, path, query);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void list(HttpExchange exchange, String path, Map<String, String> query)
      throws IOException {
    String body;
    synchronized (this) {
      String[] from = query.getOrDefault("continue", version + ":0").split(":", -1);
      if (Long.parseLong(from[0]) < compacted) {
        exchange.sendResponseHeaders(410, -1);
        return;
      }
      List<JsonValue> all =
          new ArrayList<>(collections.getOrDefault(path, new TreeMap<>()).values());
      int start = Integer.parseInt(from[1]);
      int end = Math.min(all.size(), start + Integer.parseInt(query.get("limit")));
      JsonObject.Builder metadata = JsonObject.builder().put("resourceVersion", from[0]);
      if (end < all.size()) {
        metadata.put("continue", from[0] + ":" + end);
      }
      body =
          JsonWriter.write(
              JsonObject.builder()
                  .put("metadata", metadata.build())
                  .put("items", new JsonArray(all.subList(start, end)))
                  .build());
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void watch(HttpExchange exchange, String path, long from, int begun)
      throws IOException, InterruptedException {
    synchronized (this) {
      if (from < compacted) {
        if (goneInStream) {
          byte[] gone =
              "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\n"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, gone.length);
          exchange.getResponseBody().write(gone);
        } else {
          exchange.sendResponseHeaders(410, -1);
        }
        return;
      }
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    long seen = from;
    while (true) {
      List<Event> due = new ArrayList<>();
      synchronized (this) {
        due.addAll(since(seen, path));
        while (due.isEmpty() && epoch == begun) {
          wait();
          due.addAll(since(seen, path));
        }
        if (due.isEmpty()) {
          if (cutOff) {
            out.write("{\"type\":\"ADDED\",\"obj".getBytes(StandardCharsets.UTF_8));
            out.flush();
          }
          return;
        }
      }
      for (Event event : due) {
        out.write((event.line() + "\n").getBytes(StandardCharsets.UTF_8));
        seen = event.version();
      }
      out.flush();
    }
  }

  /** Called with the lock held. */
  private List<Event> since(long seen, String path) {
    return history.stream()
        .filter(it -> it.version() > seen)
        .filter(it -> it.collection().isEmpty() || it.collection().equals(path))
        .toList();
  }

  private static Map<String, String> query(String query) {
    Map<String, String> values = new HashMap<>();
    for (String part : query == null ? new String[0] : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      values.put(pair[0], pair.length > 1 ? pair[1] : "");
    }
    return values;
  }

  private static JsonObject json(String text) {
    try {
      return (JsonObject) JsonReader.read(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public void close() {
    answers(503);
    server.stop(0);
    threads.shutdownNow();
  }
}
