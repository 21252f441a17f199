package dev.weft.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.match.PathNormalizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths are normalized as Istio's proxies do in every conformance case. */
class PathNormalizationConformanceTest {
  static Stream<Named<JsonObject>> cases() {
    return ConformanceCases.read("path-normalization-cases.json")
        .map(example -> Named.of(example.string("mode") + " " + example.string("in"), example));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void normalize_conformanceCase_asExpected(JsonObject example) {
    PathNormalization mode = PathNormalization.valueOf(ConformanceCases.text(example, "mode"));

    String path = PathNormalizer.normalize(mode, ConformanceCases.text(example, "in"));

    assertThat(path == null ? "HTTP 400" : path).isEqualTo(example.string("out"));
  }
}
