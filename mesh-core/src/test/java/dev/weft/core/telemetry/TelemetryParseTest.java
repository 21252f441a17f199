package dev.weft.core.telemetry;

import static dev.weft.core.telemetry.Resources.samplingJson;
import static dev.weft.core.telemetry.Resources.telemetryJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.core.json.JsonString;
import dev.weft.core.policy.PolicyFormatException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryParseTest {
  @Test
  void parse_allFields_readAndWritten() throws Exception {
    Telemetry telemetry =
        Telemetry.parse(
            telemetryJson(
                """
                {'selector': {'matchLabels': {'app': 'x'}},
                 'tracing': [
                   {'match': {'mode': 'CLIENT'}, 'disableSpanReporting': false,
                    'randomSamplingPercentage': 12.5,
                    'customTags': {'a': {'literal': {'value': 'v'}},
                                   'b': {'environment': {'name': 'POD', 'defaultValue': 'none'}},
                                   'c': {'header': {'name': 'X-Tenant'}}}},
                   {}],
                 'accessLogging': [{'match': {'mode': 'SERVER'}, 'disabled': true}, {}]}
                """));

    assertThat(telemetry.selector().matchLabels()).isEqualTo(Map.of("app", "x"));
    assertThat(telemetry.tracing())
        .containsExactly(
            new Tracing(
                WorkloadMode.CLIENT,
                Optional.of(false),
                OptionalDouble.of(12.5),
                Optional.of(
                    Map.of(
                        "a", new CustomTag.Literal("v"),
                        "b", new CustomTag.Environment("POD", "none"),
                        "c", new CustomTag.Header("X-Tenant", "")))),
            new Tracing(
                WorkloadMode.CLIENT_AND_SERVER,
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty()));
    assertThat(telemetry.accessLogging())
        .containsExactly(
            new AccessLogging(WorkloadMode.SERVER, true),
            new AccessLogging(WorkloadMode.CLIENT_AND_SERVER, false));
    assertThat(Telemetry.parse(telemetry.toJson())).isEqualTo(telemetry);
  }

  @Test
  void parse_olderVersion_meansTheSame() throws Exception {
    Telemetry telemetry =
        Telemetry.parse(
            telemetryJson("{'tracing': [{'randomSamplingPercentage': 1}]}")
                .with("apiVersion", new JsonString("telemetry.istio.io/v1alpha1")));

    assertThat(telemetry.tracing()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'metrics': []}                                          | spec.metrics",
        "{'targetRef': {'kind': 'Gateway', 'name': 'g'}}          | spec.targetRef",
        "{'targetRefs': []}                                       | spec.targetRefs",
        "{'tracing': [{'providers': [{'name': 'p'}]}]}            | spec.tracing[0].providers",
        "{'tracing': [{'useRequestIdForTraceSampling': true}]}    | spec.tracing[0].useRequestIdForTraceSampling",
        "{'tracing': [{'randomSamplingPercentage': 100.01}]}      | spec.tracing[0].randomSamplingPercentage",
        "{'tracing': [{'randomSamplingPercentage': -1}]}          | spec.tracing[0].randomSamplingPercentage",
        "{'tracing': [{'randomSamplingPercentage': '5'}]}         | spec.tracing[0].randomSamplingPercentage",
        "{'tracing': [{'disableSpanReporting': 'no'}]}            | spec.tracing[0].disableSpanReporting",
        "{'tracing': [{'match': {'mode': 'BOTH'}}]}               | spec.tracing[0].match.mode",
        "{'tracing': [{'match': {'x': 1}}]}                       | spec.tracing[0].match.x",
        "{'tracing': [{'sampling': 1}]}                           | spec.tracing[0].sampling",
        "{'tracing': [{'customTags': {'a': {}}}]}                 | spec.tracing[0].customTags[a]",
        "{'tracing': [{'customTags': {'a': {'literal': {}}}}]}    | spec.tracing[0].customTags[a].literal.value",
        "{'tracing': [{'customTags': {'a': {'literal': {'value': 'x', 'y': 1}}}}]} | spec.tracing[0].customTags[a].literal.y",
        "{'tracing': [{'customTags': {'a': {'formatter': {}}}}]}  | spec.tracing[0].customTags[a].formatter",
        "{'accessLogging': [{'filter': {'expression': 'true'}}]}  | spec.accessLogging[0].filter",
        "{'accessLogging': [{'providers': []}]}                   | spec.accessLogging[0].providers",
        "{'other': 1}                                             | spec.other",
        "{'selector': {'matchLabels': {'app': '*'}}}              | spec.selector.matchLabels[app]",
      })
  void parse_unknownOrNotHonoured_refusedWithItsPath(String spec, String field) {
    PolicyFormatException refused =
        catchThrowableOfType(
            PolicyFormatException.class, () -> Telemetry.parse(telemetryJson(spec)));

    assertThat(refused).as(spec).isNotNull();
    assertThat(refused.errors()).anyMatch(it -> it.field().equals(field));
  }

  @Test
  void parseSampling_allFields_readAndWritten() throws Exception {
    TraceSampling sampling =
        TraceSampling.parse(
            samplingJson(
                """
                {'selector': {'matchLabels': {'app': 'x'}},
                 'rules': [{'match': {'mode': 'CLIENT', 'principals': ['cluster.local/ns/a/sa/b']},
                            'randomSamplingPercentage': 50},
                           {'match': {'principals': ['*']}, 'randomSamplingPercentage': 0}]}
                """));

    assertThat(sampling.rules().get(0).percentage()).isEqualTo(50);
    assertThat(sampling.rules().get(0).mode()).isEqualTo(WorkloadMode.CLIENT);
    assertThat(TraceSampling.parse(sampling.toJson())).isEqualTo(sampling);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'rules': [{'randomSamplingPercentage': 1}]}",
        "{'rules': [{'match': {}, 'randomSamplingPercentage': 1}]}",
        "{'rules': [{'match': {'principals': []}, 'randomSamplingPercentage': 1}]}",
        "{'rules': [{'match': {'principals': ['']}, 'randomSamplingPercentage': 1}]}",
        "{'rules': [{'match': {'principals': ['a*b']}, 'randomSamplingPercentage': 1}]}",
        "{'rules': [{'match': {'principals': ['a']}}]}",
        "{'rules': [{'match': {'principals': ['a']}, 'randomSamplingPercentage': 101}]}",
        "{'rules': [{'match': {'principals': ['a'], 'x': 1}, 'randomSamplingPercentage': 1}]}",
        "{'peers': []}",
      })
  void parseSampling_malformed_refused(String spec) {
    assertThat(
            catchThrowableOfType(
                PolicyFormatException.class, () -> TraceSampling.parse(samplingJson(spec))))
        .isNotNull();
  }
}
