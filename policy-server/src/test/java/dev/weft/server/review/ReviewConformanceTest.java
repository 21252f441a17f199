package dev.weft.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.MeshSettings;
import dev.weft.server.store.ResourceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A review of every conformance case is answered as the case has it. */
class ReviewConformanceTest {
  private final AccessReviewEvaluator evaluator = new AccessReviewEvaluator();

  static Stream<Named<JsonObject>> authorizationCases() throws IOException {
    return cases("authz-cases.json");
  }

  static Stream<Named<JsonObject>> peerCases() throws IOException {
    return cases("peerauth-cases.json");
  }

  private static Stream<Named<JsonObject>> cases(String file) throws IOException {
    Path path = Path.of(System.getProperty("weft.conformance", "")).resolve(file);
    JsonArray cases = (JsonArray) JsonReader.read(Files.readAllBytes(path));
    assertThat(cases.values()).as(file).isNotEmpty();
    return cases.values().stream()
        .map(JsonObject.class::cast)
        .map(it -> Named.of(String.valueOf(it.string("name")), it));
  }

  @ParameterizedTest
  @MethodSource("authorizationCases")
  void evaluate_authorizationCase_asExpected(JsonObject example) {
    JsonObject.Builder spec =
        JsonObject.builder()
            .put("workload", example.object("workload"))
            .put("layer", String.valueOf(example.string("layer")))
            .put("request", example.object("request"))
            .put("policies", example.array("policies"));
    if (example.get("mesh") instanceof JsonObject mesh) {
      spec.put("mesh", mesh);
    }

    JsonObject status = status(spec.build(), MeshSettings.DEFAULT);

    assertThat(status.string("reason")).isEqualTo(example.string("expected_reason"));
    assertThat(status.get("allowed"))
        .isEqualTo(new JsonBoolean("allow".equals(example.string("expected"))));
    if (example.string("deciding_policy") != null) {
      assertThat(status.string("policy")).isEqualTo(example.string("deciding_policy"));
      assertThat(status.get("rule")).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("authorizationCases")
  void evaluate_authorizationCaseInMeshNamedClusterLocal_asExpected(JsonObject example) {
    JsonObject mesh = example.object("mesh");
    JsonObject spec =
        JsonObject.builder()
            .put("workload", example.object("workload"))
            .put("layer", String.valueOf(example.string("layer")))
            .put("request", example.object("request"))
            .put("policies", example.array("policies"))
            .put(
                "mesh",
                mesh.string("trustDomain") == null
                    ? mesh.with("trustDomain", JsonValue.of("cluster.local"))
                    : mesh)
            .build();

    JsonObject status = status(spec, MeshSettings.DEFAULT);

    assertThat(status.string("reason")).isEqualTo(example.string("expected_reason"));
  }

  @ParameterizedTest
  @MethodSource("peerCases")
  void evaluate_peerCase_modeAsExpected(JsonObject example) {
    JsonObject request =
        JsonObject.builder()
            .put("principal", "cluster.local/ns/default/sa/sleep")
            .put("port", java.util.Objects.requireNonNull(example.get("port")))
            .build();
    JsonObject spec =
        JsonObject.builder()
            .put("workload", example.object("workload"))
            .put("request", request)
            .put("policies", example.array("policies"))
            .put(
                "mesh",
                JsonObject.builder()
                    .put("rootNamespace", String.valueOf(example.string("rootNamespace")))
                    .build())
            .build();

    JsonObject status = status(spec, MeshSettings.DEFAULT);
    JsonObject plaintext =
        status(spec.with("request", request.without("principal")), MeshSettings.DEFAULT);

    assertThat(status.object("mtls").string("mode")).isEqualTo(example.string("expected_mode"));
    assertThat(plaintext.get("allowed")).isEqualTo(example.get("plaintext_accepted"));
  }

  private JsonObject status(JsonObject spec, MeshSettings own) {
    return evaluator
        .evaluate(
            JsonObject.builder().put("spec", spec).build(), ResourceSnapshot.of(1, List.of()), own)
        .object("status");
  }
}
