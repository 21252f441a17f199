package dev.weft.server.resources.kubectl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that serves a kubectl from memory, with the documents under test and nothing of the real
 * server's checks. It keeps a list of what it was asked.
 */
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StandInStore store = new StandInStore();
  private final Discovery discovery = new Discovery(Kinds.ALL);
  private final OpenApiV3 openApi = OpenApiV3.of(Kinds.ALL, "v1");
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One request. */
  record Asked(String method, String path, String query, String accept, String type, String body) {}

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
      Map<String, String> query = Exchanges.query(exchange.getRequestURI().getRawQuery());
      String accept = Exchanges.header(exchange, "Accept");
      String type = Exchanges.header(exchange, "Content-Type");
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
        Exchanges.send(exchange, refusal.code(), "application/json", refusal.status());
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
      Exchanges.send(exchange, 200, "application/json", new ServerVersion("test", "", "").toJson());
    } else if (path.equals("/api") || path.equals("/apis")) {
      Accept wanted = Accept.of(accept);
      DiscoveryDocument document =
          path.equals("/api") ? discovery.api(wanted) : discovery.apis(wanted);
      Exchanges.send(exchange, 200, document.contentType(), document.body());
    } else if (path.startsWith(OpenApiV3.PATH)) {
      String[] parts = path.split("/", -1);
      Exchanges.send(
          exchange,
          200,
          "application/json",
          parts.length == 3
              ? openApi.index().json()
              : openApi.document(parts[4], parts[5]).orElseThrow(StandIn::notFound).json());
    } else {
      Optional<Target> target = Target.of(path);
      if (target.isPresent()) {
        resource(exchange, target.get(), query, accept, type, body);
      } else {
        Exchanges.send(exchange, 200, "application/json", group(path));
      }
    }
  }

  private JsonObject group(String path) {
    String[] parts = path.split("/", -1);
    if (path.startsWith(Target.GROUPS) && parts.length == 3) {
      return discovery.group(parts[2]).orElseThrow(StandIn::notFound);
    }
    if (path.startsWith(Target.GROUPS) && parts.length == 4) {
      return discovery.resources(parts[2], parts[3]).orElseThrow(StandIn::notFound);
    }
    throw notFound();
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
          Exchanges.send(exchange, 201, "application/json", Reviews.answer(sent));
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
        Exchanges.send(exchange, 200, "application/json", status);
      }
      default -> throw new ApiException(405, "method");
    }
  }

  private JsonObject list(Target target, Map<String, String> query) {
    LabelSelector labels = LabelSelector.parse(query.getOrDefault("labelSelector", ""));
    FieldSelector fields =
        FieldSelector.parse(query.getOrDefault("fieldSelector", ""), target.kind());
    List<JsonValue> items = new ArrayList<>();
    for (JsonObject resource : store.below(target.prefix())) {
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
    if (query.containsKey("sendInitialEvents")) {
      // A client that is refused lists first; one that is not waits for a bookmark after the list.
      throw ApiException.badRequest("sendInitialEvents", "not supported (expected: absent)");
    }
    Representation form = Accept.of(accept).watch();
    FieldSelector fields =
        FieldSelector.parse(query.getOrDefault("fieldSelector", ""), target.kind());
    IncludeObject include = IncludeObject.of(Optional.ofNullable(query.get("includeObject")));
    long since = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
    new StandInWatch(store, target.prefix(), fields, new Answers(target.kind(), form, include))
        .run(exchange, since);
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
    Exchanges.send(
        exchange,
        code,
        form.encoding().contentType(),
        new Answers(target.kind(), form, include).of(answer, Instant.now()));
  }

  private static JsonObject object(byte[] body) throws IOException {
    JsonValue value = body.length > 0 && body[0] == '{' ? JsonReader.read(body) : Yaml.read(body);
    return (JsonObject) value;
  }

  private static ApiException notFound() {
    return new ApiException(404, "not found");
  }
}
