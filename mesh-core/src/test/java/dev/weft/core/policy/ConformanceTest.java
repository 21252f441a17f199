package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import dev.weft.core.policy.match.PathNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every conformance case, of all kinds, comes out as it does in Istio. */
class ConformanceTest {
  static Stream<Named<Executable>> cases() {
    return Stream.of(
            named("authz-cases.json", "name", ConformanceTest::decision),
            named("peerauth-cases.json", "name", ConformanceTest::mode),
            named("path-normalization-cases.json", "in", ConformanceTest::path),
            named("policy-validation-cases.json", "name", ConformanceTest::admission))
        .flatMap(it -> it);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void conformanceCase_run_asInIstio(Executable example) throws Throwable {
    example.execute();
  }

  private static void decision(JsonObject example) throws PolicyFormatException {
    PolicyEngine engine =
        PolicyEngine.compile(
            ConformanceCases.mesh(example),
            ConformanceCases.workload(example),
            ConformanceCases.policies(example));

    JsonObject request = example.object("request");
    Decision decision =
        "L4".equals(example.string("layer"))
            ? engine.decideConnection(ConformanceCases.connection(request))
            : engine.decideRequest(ConformanceCases.request(request));

    assertThat(decision.reason().code()).isEqualTo(example.string("expected_reason"));
    assertThat(decision.allowed()).isEqualTo("allow".equals(example.string("expected")));
    if (example.string("deciding_policy") != null) {
      assertThat(decision.policy()).isEqualTo(example.string("deciding_policy"));
    }
  }

  private static void mode(JsonObject example) throws PolicyFormatException {
    List<PeerAuthentication> policies = new ArrayList<>();
    for (JsonValue policy : example.array("policies").values()) {
      policies.add(PeerAuthentication.parse((JsonObject) policy));
    }

    MutualTlsMode mode =
        PeerAuthentications.mode(
            ConformanceCases.mesh(JsonObject.builder().put("mesh", example).build()),
            ConformanceCases.workload(example),
            ConformanceCases.number(example, "port"),
            policies);

    assertThat(mode).hasToString(example.string("expected_mode"));
  }

  private static void path(JsonObject example) {
    PathNormalization mode = PathNormalization.valueOf(ConformanceCases.text(example, "mode"));

    String path = PathNormalizer.normalize(mode, ConformanceCases.text(example, "in"));

    assertThat(path == null ? "HTTP 400" : path).isEqualTo(example.string("out"));
  }

  private static void admission(JsonObject example) throws PolicyFormatException {
    JsonObject metadata =
        JsonObject.builder()
            .put("name", "p")
            .put("namespace", "foo")
            .put("annotations", example.object("annotations"))
            .build();
    JsonObject resource =
        JsonObject.builder()
            .put("apiVersion", "security.istio.io/v1")
            .put("kind", ConformanceCases.text(example, "kind"))
            .put("metadata", metadata)
            .put("spec", example.object("spec"))
            .build();

    if (example.get("valid") instanceof JsonBoolean valid && valid.value()) {
      assertThat(parse(resource)).isNotNull();
    } else {
      assertThatThrownBy(() -> parse(resource)).isInstanceOf(PolicyFormatException.class);
    }
  }

  private static Record parse(JsonObject resource) throws PolicyFormatException {
    return switch (ConformanceCases.text(resource, "kind")) {
      case AuthorizationPolicy.KIND -> AuthorizationPolicy.parse(resource);
      case PeerAuthentication.KIND -> PeerAuthentication.parse(resource);
      case RequestAuthentication.KIND -> RequestAuthentication.parse(resource);
      default -> throw new IllegalArgumentException(resource.toString());
    };
  }

  private static Stream<Named<Executable>> named(String file, String name, Check check) {
    return ConformanceCases.read(file)
        .map(
            example ->
                Named.of(
                    file + ": " + ConformanceCases.text(example, name), () -> check.run(example)));
  }

  /** What a case has to fulfil. */
  private interface Check {
    void run(JsonObject example) throws PolicyFormatException;
  }
}
