package dev.weft.enforcer.trace.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpSettingsTest {
  private static OtlpSettings read(String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return OtlpSettings.read(Map.of(), variables);
  }

  private static String spans(OtlpSettings settings) {
    return settings.spans().map(it -> it.uri().toString()).orElse("");
  }

  @Test
  void read_nothing_sendsNothing() {
    OtlpSettings settings = read();

    assertThat(settings.spans()).isEmpty();
    assertThat(settings.durations()).isEmpty();
    assertThat(settings.defaultPercentage()).isEqualTo(100);
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void read_exporterAlone_localCollector() {
    assertThat(spans(read("OTEL_TRACES_EXPORTER", "otlp")))
        .isEqualTo("http://localhost:4318/v1/traces");
  }

  @Test
  void read_generalEndpoint_pathsOfTheSignals() {
    OtlpSettings settings = read("OTEL_EXPORTER_OTLP_ENDPOINT", "https://c.example:4318/otel/");

    assertThat(spans(settings)).isEqualTo("https://c.example:4318/otel/v1/traces");
    assertThat(settings.durations().orElseThrow().uri().getPath()).isEqualTo("/otel/v1/metrics");
  }

  @Test
  void read_endpointOfTheSignal_asItIs() {
    OtlpSettings settings = read("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://c:1");

    assertThat(spans(settings)).isEqualTo("http://c:1/");
    assertThat(settings.durations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_EXPORTER, otlp, http://localhost:4317",
    "OTEL_EXPORTER_OTLP_ENDPOINT, https://c.example, https://c.example",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:1/any/where, http://c:1",
    "OTEL_EXPORTER_OTLP_ENDPOINT, http://c:1?any=where, http://c:1",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, http://[::1]:1/, http://[::1]:1",
  })
  void read_grpc_pathIsTheMethods(String name, String value, String server) {
    OtlpSettings settings = read("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", name, value);

    assertThat(spans(settings))
        .isEqualTo(server + "/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    assertThat(settings.problems()).isEmpty();
  }

  @Test
  void read_propertyAndVariable_propertyWins() {
    OtlpSettings settings =
        OtlpSettings.read(
            Map.of("otel.exporter.otlp.endpoint", "http://a:1"),
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://b:1", "OTEL_BSP_SCHEDULE_DELAY", "123"));

    assertThat(spans(settings)).isEqualTo("http://a:1/v1/traces");
    assertThat(settings.scheduleDelay()).isEqualTo(Duration.ofMillis(123));
  }

  @Test
  void read_sdkDisabled_sendsNothing() {
    OtlpSettings settings =
        read("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:1", "OTEL_SDK_DISABLED", "true");

    assertThat(settings.spans()).isEmpty();
    assertThat(settings.durations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "always_off, , 0",
    "parentbased_always_on, , 100",
    "traceidratio, 0.25, 25",
    "parentbased_traceidratio, , 100",
  })
  void read_sampler_percentage(String sampler, String argument, double percentage) {
    assertThat(
            read(
                    "OTEL_TRACES_SAMPLER",
                    sampler,
                    "OTEL_TRACES_SAMPLER_ARG",
                    argument == null ? "" : argument)
                .defaultPercentage())
        .isEqualTo(percentage);
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_EXPORTER_OTLP_ENDPOINT, ftp://c:1",
    "OTEL_EXPORTER_OTLP_ENDPOINT, not an address",
    "OTEL_EXPORTER_OTLP_PROTOCOL, http/json",
    "OTEL_TRACES_EXPORTER, zipkin",
    "OTEL_TRACES_SAMPLER, jaeger_remote",
    "OTEL_BSP_MAX_QUEUE_SIZE, 0",
    "OTEL_BSP_SCHEDULE_DELAY, soon",
    "OTEL_EXPORTER_OTLP_HEADERS, a",
    "OTEL_EXPORTER_OTLP_HEADERS, a=b%0d%0ac: d",
    "OTEL_EXPORTER_OTLP_HEADERS, a b=c",
    "OTEL_RESOURCE_ATTRIBUTES, =x",
  })
  void read_malformed_leftOutAndTold(String name, String value) {
    OtlpSettings settings = read("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://c:1", name, value);

    assertThat(settings.problems()).isNotEmpty();
  }

  @Test
  void read_malformedHeader_notToldWhatItIs() {
    OtlpSettings settings =
        read(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secret@c:1",
            "OTEL_EXPORTER_OTLP_HEADERS", "secret");

    assertThat(settings.problems()).isNotEmpty().noneMatch(it -> it.contains("secret"));
    assertThat(settings.toString()).doesNotContain("secret");
  }
}
