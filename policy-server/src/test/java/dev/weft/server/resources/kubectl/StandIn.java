package dev.weft.server.resources.kubectl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Yaml;
import dev.weft.server.resources.discovery.Discovery;
import dev.weft.server.resources.discovery.DiscoveryDocument;
import dev.weft.server.resources.discovery.ServerVersion;
import dev.weft.server.resources.protobuf.ReviewReader;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Kinds;
import dev.weft.server.resources.schema.OpenApiV3;
import dev.weft.server.resources.select.FieldSelector;
import dev.weft.server.resources.select.LabelSelector;
import dev.weft.server.resources.table.Accept;
import dev.weft.server.resources.table.Answers;
import dev.weft.server.resources.table.IncludeObject;
import dev.weft.server.resources.table.Representation;
import dev.weft.server.resources.table.Tables;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server that serves a kubectl from memory, with the documents under test and nothing of the real
 * server's checks. It keeps a list of what it was asked.
 */
final class StandIn implements AutoCloseable {
  private static final String GROUPS = "/apis/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StandInStore store = new StandInStore();
  private final Discovery discovery = new Discovery(Kinds.ALL);
  private final OpenApiV3 openApi = OpenApiV3.of(Kinds.ALL, "v1");
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One request. */
  record Asked(String method, String path, String query, String accept, String type, String body) {}

  private record Target(KindInfo kind, String path, boolean one) {}

  private StandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  static StandIn start() throws IOException {
    StandIn standIn = new StandIn();
    standIn.server.start();
    return standIn;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  StandInStore store() {
    return store;
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      String accept = header(exchange, "Accept");
      String type = header(exchange, "Content-Type");
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              path,
              String.valueOf(exchange.getRequestURI().getQuery()),
              accept,
              type,
              new String(body, StandardCharsets.UTF_8)));
      try {
        answer(exchange, path, query, accept, type, body);
      } catch (ApiException refusal) {
        send(exchange, refusal.code(), "application/json", refusal.status());
      }
    }
  }

  private void answer(
      HttpExchange exchange,
      String path,
      Map<String, String> query,
      String accept,
      String type,
      byte[] body)
      throws IOException {
    if (path.equals("/version")) {
      send(exchange, 200, "application/json", new ServerVersion("test", "", "").toJson());
    } else if (path.equals("/api") || path.equals("/apis")) {
      Accept wanted = Accept.of(accept);
      DiscoveryDocument document =
          path.equals("/api") ? discovery.api(wanted) : discovery.apis(wanted);
      send(exchange, 200, document.contentType(), document.body());
    } else if (path.startsWith(OpenApiV3.PATH)) {
      String[] parts = path.split("/", -1);
      send(
          exchange,
          200,
          "application/json",
          parts.length == 3
              ? openApi.index().json()
              : openApi.document(parts[4], parts[5]).orElseThrow(StandIn::notFound).json());
    } else {
      Optional<Target> target = target(path);
      if (target.isPresent()) {
        resource(exchange, target.get(), query, accept, type, body);
      } else {
        send(exchange, 200, "application/json", group(path));
      }
    }
  }

  private JsonObject group(String path) {
    String[] parts = path.split("/", -1);
    if (path.startsWith(GROUPS) && parts.length == 3) {
      return discovery.group(parts[2]).orElseThrow(StandIn::notFound);
    }
    if (path.startsWith(GROUPS) && parts.length == 4) {
      return discovery.resources(parts[2], parts[3]).orElseThrow(StandIn::notFound);
    }
    throw notFound();
  }

  private static Optional<Target> target(String path) {
    for (KindInfo kind : Kinds.ALL) {
      String root = GROUPS + kind.apiVersion() + "/";
      if (path.startsWith(root)) {
        String[] rest = path.substring(root.length()).split("/", -1);
        int at = rest[0].equals("namespaces") ? 2 : 0;
        if (rest.length > at && rest[at].equals(kind.plural())) {
          return Optional.of(new Target(kind, path, rest.length == at + 2));
        }
      }
    }
    return Optional.empty();
  }

  private void resource(
      HttpExchange exchange,
      Target target,
      Map<String, String> query,
      String accept,
      String type,
      byte[] body)
      throws IOException {
    boolean keep = !query.containsKey("dryRun");
    switch (exchange.getRequestMethod()) {
      case "GET" -> {
        if (target.one()) {
          reply(exchange, target, query, accept, 200, require(target.path()));
        } else if ("true".equals(query.get("watch"))) {
          watch(exchange, target, query, accept);
        } else {
          reply(exchange, target, query, accept, 200, list(target, query));
        }
      }
      case "POST" -> {
        JsonObject sent =
            type.equals(ReviewReader.CONTENT_TYPE) ? ReviewReader.read(body) : object(body);
        if (String.valueOf(sent.string("kind")).startsWith("SelfSubject")) {
          send(exchange, 201, "application/json", Reviews.answer(sent));
        } else {
          String path = target.path() + "/" + sent.object("metadata").string("name");
          JsonObject made = keep ? store.put(path, sent) : sent;
          reply(exchange, target, query, accept, 201, made);
        }
      }
      case "PUT" -> {
        JsonObject made = keep ? store.put(target.path(), object(body)) : object(body);
        reply(exchange, target, query, accept, 200, made);
      }
      case "PATCH" -> {
        JsonObject before = store.get(target.path());
        boolean apply = type.startsWith("application/apply-patch");
        if (before == null && !apply) {
          throw notFound();
        }
        JsonObject patched =
            type.startsWith("application/json-patch")
                ? require(target.path())
                : StandInStore.merge(before == null ? JsonObject.EMPTY : before, object(body));
        JsonObject made = keep ? store.put(target.path(), patched) : patched;
        reply(exchange, target, query, accept, before == null ? 201 : 200, made);
      }
      case "DELETE" -> {
        require(target.path());
        store.delete(target.path());
        JsonObject status =
            JsonObject.builder()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Success")
                .build();
        send(exchange, 200, "application/json", status);
      }
      default -> throw new ApiException(405, "method");
    }
  }

  private JsonObject list(Target target, Map<String, String> query) {
    LabelSelector labels = LabelSelector.parse(query.getOrDefault("labelSelector", ""));
    FieldSelector fields =
        FieldSelector.parse(query.getOrDefault("fieldSelector", ""), target.kind());
    List<JsonValue> items = new ArrayList<>();
    for (JsonObject resource : store.below(prefix(target))) {
      if (matchesKind(resource, target.kind()) && labels.test(resource) && fields.test(resource)) {
        items.add(resource);
      }
    }
    return JsonObject.builder()
        .put("apiVersion", target.kind().apiVersion())
        .put("kind", target.kind().listKind())
        .put(
            "metadata",
            JsonObject.builder().put("resourceVersion", String.valueOf(store.version())).build())
        .put("items", new JsonArray(items))
        .build();
  }

  private void watch(HttpExchange exchange, Target target, Map<String, String> query, String accept)
      throws IOException {
    Representation form = Accept.of(accept).watch();
    FieldSelector fields =
        FieldSelector.parse(query.getOrDefault("fieldSelector", ""), target.kind());
    IncludeObject include = IncludeObject.of(Optional.ofNullable(query.get("includeObject")));
    Answers answers = new Answers(target.kind(), form, include);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    long since = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
    Tables.Headings headings = Tables.Headings.SHOWN;
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      for (int i = 0; i < 100; i++) {
        for (StandInStore.Change change : store.after(since, prefix(target), 300)) {
          since = change.version();
          if (!fields.test(change.object())) {
            continue;
          }
          JsonObject event =
              JsonObject.builder()
                  .put("type", change.type())
                  .put("object", answers.of(change.object(), Instant.now(), headings))
                  .build();
          headings = Tables.Headings.LEFT_OUT;
          out.write(JsonWriter.writeBytes(event));
          out.write('\n');
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String prefix(Target target) {
    return target.path().contains("/namespaces/")
        ? target.path() + "/"
        : GROUPS + target.kind().apiVersion() + "/";
  }

  private static boolean matchesKind(JsonObject resource, KindInfo kind) {
    return kind.kind().equals(resource.string("kind"));
  }

  private JsonObject require(String path) {
    JsonObject found = store.get(path);
    if (found == null) {
      throw notFound();
    }
    return found;
  }

  private static void reply(
      HttpExchange exchange,
      Target target,
      Map<String, String> query,
      String accept,
      int code,
      JsonObject answer)
      throws IOException {
    Representation form = Accept.of(accept).one();
    IncludeObject include = IncludeObject.of(Optional.ofNullable(query.get("includeObject")));
    send(
        exchange,
        code,
        form.encoding().contentType(),
        new Answers(target.kind(), form, include).of(answer, Instant.now()));
  }

  private static void send(HttpExchange exchange, int code, String type, JsonObject body)
      throws IOException {
    byte[] bytes = JsonWriter.writeBytes(body);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static JsonObject object(byte[] body) throws IOException {
    JsonValue value = body.length > 0 && body[0] == '{' ? JsonReader.read(body) : Yaml.read(body);
    return (JsonObject) value;
  }

  private static ApiException notFound() {
    return new ApiException(404, "not found");
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
