package dev.weft.it.http;

import static java.util.Objects.requireNonNull;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A conformance case about a request, with its facts put in terms of one mesh on one machine: the
 * workload is {@value #NAMESPACE}'s, every trust domain is the mesh's own, and the port that the
 * request goes to is whatever port a server has. What the rules say of them is changed alike.
 */
record ConformanceCase(JsonObject example) {
  /** Where the workload is. */
  static final String NAMESPACE = "foo";

  /** The workload's labels, as a setting of the agent. */
  static final String LABELS = "labels=app=httpbin;version=v1";

  static List<ConformanceCase> all() throws IOException {
    Path path = Path.of(System.getProperty("weft.conformance", "")).resolve("authz-cases.json");
    JsonArray cases = (JsonArray) JsonReader.read(Files.readAllBytes(path));
    return cases.values().stream()
        .map(it -> new ConformanceCase((JsonObject) it))
        .filter(it -> "L7".equals(it.example.string("layer")))
        .toList();
  }

  /** Why its facts cannot be produced over the wire; null when they can. */
  @Nullable String obstacle() {
    String rules = JsonWriter.write(example.array("policies"));
    boolean sourceIp = rules.contains("\"ipBlocks\"") || rules.contains("\"source.ip\"");
    if (rules.contains("\"remote.ip\"")) {
      return "an address behind a proxy";
    }
    if (rules.contains("\"destination.ip\"")
        || (sourceIp && allows() && !"127.0.0.1".equals(request().string("ip")))) {
      return "a foreign address";
    }
    if (rules.contains("\"connection.sni\"")) {
      return "a server name";
    }
    if (example.object("mesh").string("trustDomain") != null) {
      return "another trust domain";
    }
    if ("istio-system".equals(workloadNamespace())) {
      return "a workload of the root namespace";
    }
    boolean refused =
        rules.contains("team-*-prod") || rules.contains("\"spec\":{\"action\":\"DENY\"}");
    return refused ? "a rule that is refused" : null;
  }

  /** Whether some servers read its path in another way than the engine. */
  boolean isReadInTwoWays() {
    String path = requireNonNull(request().string("path"));
    return path.contains("//") || path.contains("%");
  }

  /** Namespace and service account of the caller; null when it has proved nothing. */
  @Nullable String caller() {
    String principal = request().string("principal");
    if (principal == null || principal.isEmpty()) {
      return null;
    }
    String[] parts = principal.split("/", -1);
    return parts[2] + "/" + parts[4];
  }

  /** The policies, for servers on these ports. */
  List<JsonObject> policies(Collection<Integer> ports) throws IOException {
    String all = ports.stream().map(port -> "\"" + port + "\"").collect(Collectors.joining(","));
    String text =
        JsonWriter.write(example.array("policies"))
            .replaceAll("\"td(-alt)?/ns/", "\"cluster.local/ns/")
            .replace("\"namespace\":\"" + workloadNamespace() + "\"", "\"namespace\":\"foo\"")
            .replace("{\"app\":\"b\"}", "{\"app\":\"httpbin\"}")
            .replace("\"" + port() + "\"", all);
    return ((JsonArray) JsonReader.read(text))
        .values().stream().map(JsonObject.class::cast).toList();
  }

  /** The request as it is sent. */
  String bytes(@Nullable String token) {
    StringBuilder text = new StringBuilder();
    text.append(request().string("method")).append(' ').append(request().string("path"));
    text.append(" HTTP/1.1\r\nHost: ").append(request().string("host")).append("\r\n");
    for (Map.Entry<String, JsonValue> header : request().object("headers").members().entrySet()) {
      String value = ((JsonString) header.getValue()).value();
      text.append(header.getKey()).append(": ").append(value).append("\r\n");
    }
    if (token != null) {
      text.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    boolean body = "POST".equals(request().string("method"));
    text.append(body ? "Content-Length: 0\r\n" : "").append("Connection: close\r\n\r\n");
    return text.toString();
  }

  /** The claims of its token, as one token has them; null without one. */
  @Nullable JsonObject claims(long expiry) {
    if (!(request().get("jwt") instanceof JsonObject jwt)) {
      return null;
    }
    JsonObject claims = jwt.without("claims");
    for (Map.Entry<String, JsonValue> claim : jwt.object("claims").members().entrySet()) {
      claims = claims.with(claim.getKey(), claim.getValue());
    }
    return claims.with("exp", JsonValue.of(expiry));
  }

  boolean allows() {
    return "allow".equals(example.string("expected"));
  }

  String method() {
    return requireNonNull(request().string("method"));
  }

  /** What the answer to somebody of the mesh says of the decision. */
  String reason() {
    String policy = example.string("deciding_policy");
    String reason = requireNonNull(example.string("expected_reason"));
    return policy == null
        ? reason
        : reason + " by " + policy.replace(workloadNamespace() + "/", NAMESPACE + "/") + "[";
  }

  static Stream<String> issuers(Collection<ConformanceCase> cases) {
    return cases.stream()
        .map(it -> it.request().object("jwt").string("iss"))
        .filter(it -> it != null)
        .distinct();
  }

  private JsonObject request() {
    return example.object("request");
  }

  private String workloadNamespace() {
    return requireNonNull(example.object("workload").string("namespace"));
  }

  private long port() {
    return ((JsonNumber) requireNonNull(request().get("port"))).longValueExact();
  }

  @Override
  public String toString() {
    return String.valueOf(example.string("name"));
  }
}
