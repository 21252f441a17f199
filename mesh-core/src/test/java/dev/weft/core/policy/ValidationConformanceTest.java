package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Istio's API server lets in and refuses is let in and refused here. */
class ValidationConformanceTest {
  static Stream<Named<JsonObject>> cases() {
    return ConformanceCases.read("policy-validation-cases.json")
        .filter(example -> !"RequestAuthentication".equals(example.string("kind")))
        .map(example -> Named.of(example.string("kind") + " " + example.string("name"), example));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parse_conformanceCase_asExpected(JsonObject example) throws Exception {
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
      assertThat(Kinds.parse(resource)).isNotNull();
    } else {
      assertThatThrownBy(() -> Kinds.parse(resource)).isInstanceOf(PolicyFormatException.class);
    }
  }

  /** Reads a resource of either kind. */
  private static final class Kinds {
    static Record parse(JsonObject resource) throws PolicyFormatException {
      return PeerAuthentication.KIND.equals(resource.string("kind"))
          ? PeerAuthentication.parse(resource)
          : AuthorizationPolicy.parse(resource);
    }
  }
}
