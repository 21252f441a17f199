package dev.weft.enforcer.trace.otlp;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@link OtlpSettings} (OpenTelemetry, Environment Variable Specification and OTLP Exporter
 * Configuration). Not thread-safe.
 */
final class OtlpSettingsReader {
  private static final String EXPORTER = "otel.exporter.otlp.";
  private static final int MAX_QUEUE = 65_536;

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  OtlpSettingsReader(Map<String, String> properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  OtlpSettings read() {
    boolean disabled = get("otel.sdk.disabled").equalsIgnoreCase("true");
    Optional<OtlpEndpoint> spans = disabled ? Optional.empty() : endpoint("traces");
    Optional<OtlpEndpoint> durations = disabled ? Optional.empty() : endpoint("metrics");
    int queue = number("otel.bsp.max.queue.size", 2048, 1, MAX_QUEUE);
    return new OtlpSettings(
        spans,
        durations,
        resource(),
        percentage(),
        queue,
        Math.min(queue, number("otel.bsp.max.export.batch.size", 512, 1, MAX_QUEUE)),
        millis("otel.bsp.schedule.delay", 5_000),
        millis("otel.metric.export.interval", 60_000),
        problems);
  }

  private Optional<OtlpEndpoint> endpoint(String signal) {
    String exporter = get("otel." + signal + ".exporter");
    String own = get(EXPORTER + signal + ".endpoint");
    String general = get(EXPORTER + "endpoint");
    boolean wanted = exporter.equals("otlp") || !(own.isEmpty() && general.isEmpty());
    if (exporter.equals("none") || !wanted) {
      return Optional.empty();
    }
    if (!exporter.isEmpty() && !exporter.equals("otlp")) {
      problems.add("otel." + signal + ".exporter: " + exporter + " (expected: otlp or none)");
      return Optional.empty();
    }
    String named = either(signal, "protocol", "http/protobuf");
    Optional<OtlpProtocol> protocol = OtlpProtocol.of(named);
    if (protocol.isEmpty()) {
      problems.add(
          EXPORTER
              + "protocol: "
              + named
              + " (expected: http/protobuf or grpc); no "
              + signal
              + " are sent");
      return Optional.empty();
    }
    return uri(signal, address(protocol.get(), signal, own, general))
        .map(
            uri ->
                new OtlpEndpoint(
                    protocol.get(),
                    uri,
                    pairs(EXPORTER + "headers", either(signal, "headers", "")),
                    timeout(signal)));
  }

  private static String address(OtlpProtocol protocol, String signal, String own, String general) {
    if (!own.isEmpty() && protocol != OtlpProtocol.GRPC) {
      return own;
    }
    String base = own.isEmpty() ? general : own;
    if (base.isEmpty()) {
      base = protocol.local();
    }
    // With gRPC the path is the method's, whatever path the address has.
    return protocol == OtlpProtocol.GRPC
        ? base.replaceFirst("(?<=[^:/])[/?#].*", "") + "/" + protocol.path(signal)
        : (base.endsWith("/") ? base : base + "/") + protocol.path(signal);
  }

  private Optional<URI> uri(String signal, String address) {
    try {
      URI uri = new URI(address);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        // Without user information, which has no place in a Host header.
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return Optional.of(new URI(scheme + "://" + uri.getHost() + port + path + query));
      }
    } catch (URISyntaxException e) {
      // told below, without the address: it may hold a password
    }
    problems.add(EXPORTER + signal + ".endpoint: malformed (expected: an http or https address)");
    return Optional.empty();
  }

  private Duration timeout(String signal) {
    return millis(
        get(EXPORTER + signal + ".timeout").isEmpty()
            ? EXPORTER + "timeout"
            : EXPORTER + signal + ".timeout",
        10_000);
  }

  private OtlpResource resource() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.name", "unknown_service:java");
    attributes.putAll(pairs("otel.resource.attributes", get("otel.resource.attributes")));
    String service = get("otel.service.name");
    if (!service.isEmpty()) {
      attributes.put("service.name", service);
    }
    attributes.put("telemetry.sdk.language", "java");
    attributes.put("telemetry.sdk.name", "weft");
    return new OtlpResource(attributes);
  }

  private double percentage() {
    String name = "otel.traces.sampler";
    String sampler = get(name);
    return switch (sampler) {
      case "", "always_on", "parentbased_always_on" -> 100;
      case "always_off", "parentbased_always_off" -> 0;
      case "traceidratio", "parentbased_traceidratio" -> ratio();
      default -> {
        problems.add(name + ": " + sampler + " (expected: always_on, always_off or traceidratio)");
        yield 100;
      }
    };
  }

  private double ratio() {
    String name = "otel.traces.sampler.arg";
    String text = get(name);
    try {
      double ratio = text.isEmpty() ? 1 : Double.parseDouble(text);
      if (ratio >= 0 && ratio <= 1) {
        return ratio * 100;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    problems.add(name + ": " + text + " (expected: 0 to 1)");
    return 100;
  }

  /** {@code name=value,name=value}, in percent encoding. */
  private Map<String, String> pairs(String name, String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String key = equals < 0 ? "" : pair.substring(0, equals).strip();
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1).strip());
      if (!key.matches("[-!#$%&'*+.^_`|~0-9A-Za-z/]+")
          || value.chars().anyMatch(Character::isISOControl)) {
        // Not the pair itself: a header may be secret.
        problems.add(name + ": a malformed pair (expected: name=value, separated by commas)");
      } else {
        pairs.put(key, value);
      }
    }
    return pairs;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "\n"; // refused by the caller, as every control character is
    }
  }

  private Duration millis(String name, int otherwise) {
    return Duration.ofMillis(number(name, otherwise, 1, 3_600_000));
  }

  private int number(String name, int otherwise, int least, int most) {
    String text = get(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    problems.add(name + ": " + text + " (expected: " + least + " to " + most + ")");
    return otherwise;
  }

  private String either(String signal, String name, String otherwise) {
    String own = get(EXPORTER + signal + "." + name);
    String general = own.isEmpty() ? get(EXPORTER + name) : own;
    return general.isEmpty() ? otherwise : general;
  }

  /** The value of the property or, without it, the variable; empty for none. */
  private String get(String property) {
    String value = properties.get(property);
    if (value == null || value.isBlank()) {
      value = environment.get(property.toUpperCase(Locale.ROOT).replace('.', '_'));
    }
    return value == null ? "" : value.strip();
  }
}
