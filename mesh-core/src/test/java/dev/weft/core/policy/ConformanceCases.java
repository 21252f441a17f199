package dev.weft.core.policy;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the conformance cases, whose facts are Istio's, and what each of them is about. */
final class ConformanceCases {
  private ConformanceCases() {}

  static Stream<JsonObject> read(String file) {
    try (InputStream in =
        Objects.requireNonNull(
            ConformanceCases.class.getResourceAsStream("/conformance/" + file), file)) {
      JsonArray cases = (JsonArray) JsonReader.read(in.readAllBytes());
      return cases.values().stream().map(JsonObject.class::cast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Workload workload(JsonObject example) {
    JsonObject workload = example.object("workload");
    return new Workload(text(workload, "namespace"), texts(workload.object("labels")));
  }

  static List<AuthorizationPolicy> policies(JsonObject example) throws PolicyFormatException {
    List<AuthorizationPolicy> policies = new ArrayList<>();
    for (JsonValue policy : example.array("policies").values()) {
      policies.add(AuthorizationPolicy.parseDraft((JsonObject) policy));
    }
    return policies;
  }

  static MeshSettings mesh(JsonObject example) {
    JsonObject mesh = example.object("mesh");
    return new MeshSettings(
        orElse(mesh.string("rootNamespace"), MeshSettings.DEFAULT_ROOT_NAMESPACE),
        orElse(mesh.string("trustDomain"), "cluster.local"),
        mesh.array("trustDomainAliases").values().stream()
            .map(alias -> ((JsonString) alias).value())
            .toList(),
        PathNormalization.valueOf(orElse(mesh.string("pathNormalization"), "BASE")));
  }

  static ConnectionFacts connection(JsonObject request) {
    String principal = request.string("principal");
    return new ConnectionFacts(
        principal == null || principal.isEmpty() ? null : Peer.ofPrincipal(principal),
        ip(request, "ip"),
        ip(request, "dst_ip"),
        number(request, "port"),
        request.string("sni"));
  }

  static RequestSnapshot request(JsonObject request) {
    Map<String, String> headers = new LinkedHashMap<>();
    texts(request.object("headers"))
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new RequestSnapshot(
        connection(request),
        text(request, "method"),
        text(request, "path"),
        text(request, "host"),
        headers,
        ip(request, "remote_ip"),
        token(request));
  }

  static int number(JsonObject object, String name) {
    return (int) ((JsonNumber) Objects.requireNonNull(object.get(name), name)).longValueExact();
  }

  static String text(JsonObject object, String name) {
    return Objects.requireNonNull(object.string(name), name);
  }

  /** The cases write the claims of the specification beside the others; in a token they are one. */
  private static @Nullable TokenClaims token(JsonObject request) {
    if (!(request.get("jwt") instanceof JsonObject jwt)) {
      return null;
    }
    JsonObject payload = jwt.without("claims");
    for (Map.Entry<String, JsonValue> claim : jwt.object("claims").members().entrySet()) {
      payload = payload.with(claim.getKey(), claim.getValue());
    }
    return new TokenClaims(payload);
  }

  private static @Nullable IpAddress ip(JsonObject object, String name) {
    String text = object.string(name);
    return text == null ? null : Objects.requireNonNull(IpAddress.parse(text), text);
  }

  private static Map<String, String> texts(JsonObject object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.members().forEach((name, value) -> texts.put(name, ((JsonString) value).value()));
    return texts;
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }
}
