package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mode of a port is Istio's in every conformance case. */
class PeerAuthenticationConformanceTest {
  static Stream<Named<JsonObject>> cases() {
    return ConformanceCases.read("peerauth-cases.json")
        .map(example -> Named.of(ConformanceCases.text(example, "name"), example));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mode_conformanceCase_asExpected(JsonObject example) throws Exception {
    MeshSettings settings =
        new MeshSettings(
            ConformanceCases.text(example, "rootNamespace"),
            "cluster.local",
            List.of(),
            PathNormalization.BASE);
    List<PeerAuthentication> policies = new ArrayList<>();
    for (JsonValue policy : example.array("policies").values()) {
      policies.add(PeerAuthentication.parse((JsonObject) policy));
    }

    MutualTlsMode mode =
        PeerAuthentications.mode(
            settings,
            ConformanceCases.workload(example),
            ConformanceCases.number(example, "port"),
            policies);

    assertThat(mode).hasToString(example.string("expected_mode"));
  }
}
