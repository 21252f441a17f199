package dev.weft.it.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for a cluster's API server: lists and watches of what the test puts there, by HTTPS on
 * loopback, for whoever shows its token.
 */
public final class ApiServer implements AutoCloseable {
  private static final String TOKEN = "api-server-token";
  private static final Pattern VERSION = Pattern.compile("resourceVersion=(\\d+)");

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;

  // All guarded by this.
  private final Map<String, JsonObject> objects = new TreeMap<>();
  private final List<Event> events = new ArrayList<>();
  private long version = 1;
  private boolean closed;

  private record Event(String collection, long version, String line) {}

  private ApiServer(HttpsServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /**
   * Starts an empty one.
   *
   * @param folder where its CA's certificate and the token are put
   */
  public static ApiServer start(Path folder) throws IOException, GeneralSecurityException {
    Credentials credentials = new TestCa("cluster").serverAt("127.0.0.1");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(credentials.context()));
    Files.writeString(folder.resolve("api-ca.pem"), Pem.write(credentials.roots()));
    Files.writeString(folder.resolve("api.token"), TOKEN);
    ApiServer api = new ApiServer(server, folder);
    server.setExecutor(api.threads);
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  /** What a policy server has to be set to in order to follow it. */
  public Map<String, String> settings() {
    return Map.of(
        "kubernetes.api",
        "https://127.0.0.1:" + server.getAddress().getPort(),
        "kubernetes.api.ca",
        folder.resolve("api-ca.pem").toString(),
        "kubernetes.api.token.file",
        folder.resolve("api.token").toString());
  }

  /**
   * Creates an object.
   *
   * @param collection its path, such as {@code /api/v1/pods}
   * @param members what it has beside name, namespace and UID
   */
  public synchronized void put(
      String collection, String namespace, String name, JsonObject labels, JsonObject members) {
    JsonObject.Builder metadata = JsonObject.builder().put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", "uid-" + name).put("labels", labels);
    JsonObject object =
        members.with("metadata", metadata.put("resourceVersion", "" + ++version).build());
    objects.put(collection + " " + namespace + "/" + name, object);
    tell(collection, "ADDED", object);
  }

  /** Deletes an object. */
  public synchronized void delete(String collection, String namespace, String name) {
    JsonObject object = objects.remove(collection + " " + namespace + "/" + name);
    if (object == null) {
      throw new IllegalArgumentException(namespace + "/" + name + ": not there");
    }
    JsonObject metadata =
        object.object("metadata").with("resourceVersion", new JsonString("" + ++version));
    tell(collection, "DELETED", object.with("metadata", metadata));
  }

  private void tell(String collection, String type, JsonObject object) {
    JsonObject event = JsonObject.builder().put("type", type).put("object", object).build();
    events.add(new Event(collection, version, JsonWriter.write(event) + "\n"));
    notifyAll();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (query.contains("watch=")) {
        Matcher from = VERSION.matcher(query);
        watch(exchange, path, from.find() ? Long.parseLong(from.group(1)) : 0);
      } else {
        byte[] list = list(path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, list.length);
        exchange.getResponseBody().write(list);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized String list(String collection) {
    List<JsonValue> items = new ArrayList<>();
    objects.forEach(
        (key, object) -> {
          if (key.startsWith(collection + " ")) {
            items.add(object);
          }
        });
    return JsonWriter.write(
        JsonObject.builder()
            .put("metadata", JsonObject.builder().put("resourceVersion", "" + version).build())
            .put("items", new JsonArray(items))
            .build());
  }

  private void watch(HttpExchange exchange, String collection, long from)
      throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    long seen = from;
    while (true) {
      List<Event> due;
      synchronized (this) {
        due = since(seen, collection);
        while (due.isEmpty() && !closed) {
          wait();
          due = since(seen, collection);
        }
        if (closed) {
          return;
        }
      }
      for (Event event : due) {
        out.write(event.line().getBytes(StandardCharsets.UTF_8));
        seen = event.version();
      }
      out.flush();
    }
  }

  /** Called with the lock held. */
  private List<Event> since(long seen, String collection) {
    return events.stream()
        .filter(it -> it.version() > seen && it.collection().equals(collection))
        .toList();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
