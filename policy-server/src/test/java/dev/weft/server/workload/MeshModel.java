package dev.weft.server.workload;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.directory.WorkloadKind;
import dev.weft.server.store.Resource;
import dev.weft.server.store.ResourceChange;
import dev.weft.server.store.ResourceKey;
import dev.weft.server.store.ResourceSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mesh whose resources change at random. */
final class MeshModel {
  static final List<String> NAMESPACES = List.of("istio-system", "shop", "bank");
  static final List<String> HOSTS = List.of("h1", "h2");

  private static final List<String> MODES = List.of("STRICT", "PERMISSIVE", "DISABLE", "UNSET");
  private static final String SECURITY = "security.istio.io";

  private final SplittableRandom random;
  private final Map<ResourceKey, Resource> resources = new TreeMap<>();
  private long revision;

  MeshModel(SplittableRandom random) {
    this.random = random;
  }

  ResourceSnapshot snapshot() {
    return ResourceSnapshot.of(revision, resources.values());
  }

  /** Makes one change, which is at the next revision. */
  ResourceChange change() {
    String namespace = pick(NAMESPACES);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> policy(namespace);
      case 3 -> peerAuthentication(namespace);
      case 4 -> requestAuthentication(namespace);
      case 5 -> status();
      case 6 -> telemetry(namespace);
      case 7 -> traceSampling(namespace);
      default -> lease(namespace);
    };
  }

  private ResourceChange policy(String namespace) {
    ResourceKey key = new ResourceKey(SECURITY, "AuthorizationPolicy", namespace, name());
    return putOrDelete(
        key,
        "{\"action\":\"DENY\",\"rules\":[{\"to\":[{\"operation\":{\"ports\":[\""
            + (1 + random.nextInt(9000))
            + "\"]}}]}]}",
        JsonObject.EMPTY);
  }

  private ResourceChange peerAuthentication(String namespace) {
    ResourceKey key = new ResourceKey(SECURITY, "PeerAuthentication", namespace, name());
    String selector =
        random.nextBoolean() ? "\"selector\":{\"matchLabels\":{\"app\":\"" + app() + "\"}}," : "";
    String ports =
        selector.isEmpty() || random.nextBoolean()
            ? ""
            : ",\"portLevelMtls\":{\"" + port() + "\":{\"mode\":\"" + pick(MODES) + "\"}}";
    return putOrDelete(
        key,
        "{" + selector + "\"mtls\":{\"mode\":\"" + pick(MODES) + "\"}" + ports + "}",
        JsonObject.EMPTY);
  }

  private ResourceChange requestAuthentication(String namespace) {
    return putOrDelete(
        new ResourceKey(SECURITY, "RequestAuthentication", namespace, name()),
        "{\"jwtRules\":[{\"issuer\":\"i" + random.nextInt(100) + "\"}]}",
        JsonObject.EMPTY);
  }

  private ResourceChange telemetry(String namespace) {
    return putOrDelete(
        new ResourceKey("telemetry.istio.io", "Telemetry", namespace, name()),
        "{\"tracing\":[{\"randomSamplingPercentage\":" + random.nextInt(101) + "}]}",
        JsonObject.EMPTY);
  }

  private ResourceChange traceSampling(String namespace) {
    return putOrDelete(
        new ResourceKey("weft.dev", "TraceSampling", namespace, name()),
        "{\"rules\":[{\"match\":{\"principals\":[\"*\"]},\"randomSamplingPercentage\":"
            + random.nextInt(101)
            + "}]}",
        JsonObject.EMPTY);
  }

  private ResourceChange lease(String namespace) {
    String host = pick(HOSTS);
    List<String> listeners = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String address = pick(List.of("127.0.0.1", "::1", "10.0.0.1", "10.0.0.2", "2001:db8::1"));
      listeners.add("{\"address\":\"" + address + "\",\"port\":" + port() + "}");
    }
    String account = pick(List.of("orders", "cart"));
    return putOrDelete(
        new ResourceKey(
            WorkloadKind.GROUP,
            WorkloadKind.KIND,
            namespace,
            new UUID(0, random.nextInt(12)).toString()),
        "{\"serviceAccount\":\""
            + account
            + "\",\"spiffeId\":\"spiffe://weft.local/ns/"
            + namespace
            + "/sa/"
            + account
            + "\",\"host\":\""
            + host
            + "\",\"listeners\":["
            + String.join(",", listeners)
            + "]}",
        JsonObject.builder().put("app", app()).build());
  }

  /** The status of something changes, if there is anything. */
  private ResourceChange status() {
    if (resources.isEmpty()) {
      return policy("shop");
    }
    Resource before = List.copyOf(resources.values()).get(random.nextInt(resources.size()));
    JsonObject status = JsonObject.builder().put("seen", random.nextInt(1000)).build();
    JsonObject metadata =
        before.body().object("metadata").with("resourceVersion", text(revision + 1));
    return put(
        before,
        new Resource(
            before.key(),
            before.uid(),
            revision + 1,
            before.contentVersion(),
            before.generation(),
            before.created(),
            Optional.empty(),
            before.body().with("metadata", metadata).with("status", status)));
  }

  private ResourceChange putOrDelete(ResourceKey key, String spec, JsonObject labels) {
    Resource before = resources.get(key);
    if (before != null && random.nextInt(3) == 0) {
      resources.remove(key);
      return new ResourceChange(++revision, key, before, null);
    }
    JsonObject metadata =
        JsonObject.builder()
            .put("name", key.name())
            .put("namespace", key.namespace())
            .put("resourceVersion", text(revision + 1))
            .put("labels", labels)
            .put("managedFields", new JsonArray(List.of(JsonObject.EMPTY)))
            .build();
    JsonObject body =
        JsonObject.builder()
            .put("apiVersion", key.group() + "/v1")
            .put("kind", key.kind())
            .put("metadata", metadata)
            .put("spec", parse(spec))
            .build();
    return put(
        before,
        new Resource(
            key, key.name(), revision + 1, revision + 1, 1, Instant.EPOCH, Optional.empty(), body));
  }

  private ResourceChange put(@Nullable Resource before, Resource after) {
    resources.put(after.key(), after);
    return new ResourceChange(++revision, after.key(), before, after);
  }

  private String name() {
    return "p" + random.nextInt(6);
  }

  private String app() {
    return "app" + random.nextInt(2);
  }

  private int port() {
    return 8080 + random.nextInt(4);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static JsonString text(long number) {
    return new JsonString(String.valueOf(number));
  }

  private static JsonValue parse(String json) {
    try {
      return JsonReader.read(json);
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }
}
