package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine decides every conformance case as Istio does, for the reason given. */
class AuthorizationConformanceTest {
  static Stream<Named<JsonObject>> cases() {
    return ConformanceCases.read("authz-cases.json")
        .map(example -> Named.of(ConformanceCases.text(example, "name"), example));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void decide_conformanceCase_asExpected(JsonObject example) throws Exception {
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
}
