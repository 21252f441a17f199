package dev.weft.server.resources.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.AuthorizationPolicy;
import dev.weft.core.policy.FieldError;
import dev.weft.core.policy.PeerAuthentication;
import dev.weft.core.policy.PolicyFormatException;
import dev.weft.core.policy.RequestAuthentication;
import dev.weft.core.telemetry.Telemetry;
import dev.weft.core.telemetry.TraceSampling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of policies have exactly the fields that the readers of policies have. */
class PolicySchemaTest {
  /** Fewer than the readers report at most, beside what else is wrong with a resource. */
  private static final int CHUNK = 40;

  private static final Path CASES = Path.of("../mesh-core/src/test/resources/conformance");

  private interface Reader {
    Object read(JsonObject resource) throws PolicyFormatException;
  }

  private static final Map<String, Reader> READERS =
      new TreeMap<>(
          Map.of(
              AuthorizationPolicy.KIND, AuthorizationPolicy::parse,
              PeerAuthentication.KIND, PeerAuthentication::parse,
              RequestAuthentication.KIND, RequestAuthentication::parse,
              Telemetry.KIND, Telemetry::parse,
              TraceSampling.KIND, TraceSampling::parse));

  static Stream<KindInfo> policies() {
    return Kinds.POLICIES.stream().filter(it -> READERS.containsKey(it.kind()));
  }

  private static List<FieldError> errors(JsonObject resource) {
    try {
      reader(resource).read(resource);
      return List.of();
    } catch (PolicyFormatException e) {
      return e.errors();
    }
  }

  private static Reader reader(JsonObject resource) {
    Reader reader = READERS.get(String.valueOf(resource.string("kind")));
    if (reader == null) {
      throw new AssertionError("no reader for " + resource.string("kind"));
    }
    return reader;
  }

  private static boolean isUnknown(List<FieldError> errors, String path) {
    return errors.stream()
        .anyMatch(it -> it.field().equals(path) && it.message().startsWith("unknown field"));
  }

  /** The objects in the spec and the metadata of {@code kind}. */
  private static List<SchemaNode> nodes(KindInfo kind) {
    JsonObject resource =
        JsonObject.builder().put("apiVersion", kind.apiVersion()).put("kind", kind.kind()).build();
    List<SchemaNode> nodes = new ArrayList<>();
    for (String name : List.of("spec", "metadata")) {
      JsonObject schema = kind.schema().object("properties").object(name);
      SchemaNode top = new SchemaNode(name, schema, value -> resource.with(name, value));
      nodes.addAll(SchemaNode.walk(top));
    }
    // What is in these lists means nothing to an enforcer, which keeps them as they are.
    nodes.removeIf(it -> it.path().matches("metadata\\.(ownerReferences|managedFields).*"));
    return nodes;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void schema_everyField_isKnownToTheReader(KindInfo kind) {
    int checked = 0;
    for (SchemaNode node : nodes(kind)) {
      for (Map.Entry<String, JsonValue> field :
          node.schema().object("properties").members().entrySet()) {
        JsonObject object =
            JsonObject.builder()
                .put(field.getKey(), SchemaNode.sample((JsonObject) field.getValue()))
                .build();
        String path = node.path() + "." + field.getKey();
        assertThat(isUnknown(errors((JsonObject) node.wrap().apply(object)), path))
            .as(path)
            .isFalse();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void reader_everyFieldItCouldKnow_isInTheSchema(KindInfo kind) throws Exception {
    List<String> names = new ArrayList<>(ReaderNames.all());
    assertThat(names).contains("selector", "matchLabels", "portLevelMtls", "notPrincipals");
    for (SchemaNode node : nodes(kind)) {
      Map<String, JsonValue> known = node.schema().object("properties").members();
      List<String> others = names.stream().filter(it -> !known.containsKey(it)).toList();
      for (int from = 0; from < others.size(); from += CHUNK) {
        List<String> chunk = others.subList(from, Math.min(others.size(), from + CHUNK));
        JsonObject.Builder object = JsonObject.builder();
        chunk.forEach(it -> object.put(it, "x"));
        List<FieldError> errors = errors((JsonObject) node.wrap().apply(object.build()));
        assertThat(chunk)
            .as(node.path())
            .allMatch(it -> isUnknown(errors, node.path() + "." + it), "is unknown to the reader");
      }
    }
  }

  /** What the readers take of the conformance cases, the schema takes too. */
  @Test
  void schema_conformanceCases_neverStricterThanTheReader() throws Exception {
    List<JsonObject> policies = new ArrayList<>();
    for (String file : List.of("authz-cases.json", "peerauth-cases.json")) {
      for (JsonValue example : cases(file)) {
        ((JsonObject) example)
            .array("policies")
            .values()
            .forEach(policy -> policies.add((JsonObject) policy));
      }
    }
    for (JsonValue example : cases("policy-validation-cases.json")) {
      policies.add(((JsonObject) example).with("metadata", named((JsonObject) example)));
    }
    int accepted = 0;
    for (JsonObject policy : policies) {
      for (KindInfo kind : policies().toList()) {
        JsonObject resource = resource(kind, policy);
        if (kind.kind().equals(policy.string("kind")) && errors(resource).isEmpty()) {
          assertThat(SchemaCheck.check("", resource, kind.schema())).as("%s", resource).isEmpty();
          accepted++;
        }
      }
    }
    assertThat(accepted).isGreaterThan(100);
  }

  private static JsonObject named(JsonObject example) {
    return JsonObject.builder()
        .put("name", "p")
        .put("namespace", "foo")
        .put("annotations", example.object("annotations"))
        .build();
  }

  private static JsonObject resource(KindInfo kind, JsonObject policy) {
    return JsonObject.builder()
        .put("apiVersion", kind.apiVersion())
        .put("kind", kind.kind())
        .put("metadata", policy.object("metadata"))
        .put("spec", policy.object("spec"))
        .build();
  }

  private static List<JsonValue> cases(String file) throws Exception {
    return ((JsonArray) JsonReader.read(Files.readAllBytes(CASES.resolve(file)))).values();
  }
}
