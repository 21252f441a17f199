package dev.weft.server.settings;

import dev.weft.core.policy.MeshSettings;
import dev.weft.core.policy.PathNormalization;
import dev.weft.server.directory.NodeNetworks;
import dev.weft.server.log.LogFormat;
import dev.weft.server.metrics.MetricsAccess;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects the settings from system properties ({@code -Dweft.x.y=}), the environment ({@code
 * WEFT_X_Y=}) and a YAML file ({@code x.y:}), the first of these that names one. A name that is no
 * setting is an error wherever it stands.
 */
public final class SettingsLoader {
  private static final String PREFIX = "weft.";
  private static final String ENVIRONMENT_PREFIX = "WEFT_";

  /** Variables of this prefix steer the project's own tests and are no settings. */
  private static final String TEST_PREFIX = "WEFT_TEST_";

  private static final String CONFIG = "config";
  private static final List<String> OWN_NAMES =
      List.of(
          "listen",
          "data.dir",
          "trust.domain",
          "trust.domain.aliases",
          "root.namespace",
          "path.normalization",
          "svid.ttl",
          "ca.dir",
          "lease.ttl",
          "node.networks",
          "metrics.access",
          "log.format",
          CONFIG);
  private static final List<String> NAMES =
      Stream.of(
              OWN_NAMES,
              PeopleSettingsReader.NAMES,
              KubernetesSettingsReader.NAMES,
              StoreSettingsReader.NAMES)
          .flatMap(List::stream)
          .toList();
  private static final Pattern TRUST_DOMAIN = Pattern.compile("[a-z0-9._-]{1,255}");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Duration SHORTEST_SVID = Duration.ofSeconds(1);
  private static final Duration LONGEST_SVID = Duration.ofDays(30);
  private static final Duration SHORTEST_LEASE = Duration.ofSeconds(5);
  private static final Duration LONGEST_LEASE = Duration.ofHours(1);

  private SettingsLoader() {}

  /**
   * The settings in force.
   *
   * @param arguments the program's arguments: at most the YAML file
   * @param properties the system properties
   * @param environment the environment variables
   * @throws SettingsException when a name is unknown or a value malformed
   */
  public static Settings load(
      List<String> arguments, Map<String, String> properties, Map<String, String> environment)
      throws SettingsException {
    NavigableMap<String, String> named = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(ENVIRONMENT_PREFIX) && !name.startsWith(TEST_PREFIX)) {
            named.put(settingOf(name), value);
          }
        });
    requireKnown(named, "environment variable");
    NavigableMap<String, String> fromProperties = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            fromProperties.put(name.substring(PREFIX.length()), value);
          }
        });
    requireKnown(fromProperties, "system property");
    named.putAll(fromProperties);
    Optional<String> file = file(arguments, named.remove(CONFIG));
    if (file.isPresent()) {
      Map<String, String> inFile = SettingsFile.read(path(CONFIG, file.get()));
      requireKnown(inFile, "name in " + file.get());
      if (inFile.containsKey(CONFIG)) {
        throw new SettingsException("config: set in " + file.get() + " (expected: not in a file)");
      }
      inFile.forEach(named::putIfAbsent);
    }
    return build(named);
  }

  private static String settingOf(String variable) {
    return variable
        .substring(ENVIRONMENT_PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace('_', '.');
  }

  private static void requireKnown(Map<String, String> named, String source)
      throws SettingsException {
    for (String name : named.keySet()) {
      if (!NAMES.contains(name)) {
        throw new SettingsException(
            "unknown setting: weft."
                + name
                + ", given as "
                + source
                + " (expected: one of "
                + String.join(", ", NAMES.stream().map(PREFIX::concat).toList())
                + ")");
      }
    }
  }

  private static Optional<String> file(
      List<String> arguments, @org.jspecify.annotations.Nullable String named)
      throws SettingsException {
    if (arguments.size() > 1 || (arguments.size() == 1 && arguments.get(0).startsWith("-"))) {
      throw new SettingsException(
          "arguments: "
              + String.join(" ", arguments)
              + " (expected: none, or the path of one YAML file with settings)");
    }
    return arguments.isEmpty() ? Optional.ofNullable(named) : Optional.of(arguments.get(0));
  }

  private static Settings build(Map<String, String> named) throws SettingsException {
    return new Settings(
        value(named, "listen", "127.0.0.1:8443", ListenAddress::parse),
        path("data.dir", named.getOrDefault("data.dir", "weft-data")),
        mesh(named),
        value(named, "svid.ttl", "1h", SettingsLoader::svidTtl),
        named.containsKey("ca.dir")
            ? Optional.of(path("ca.dir", named.getOrDefault("ca.dir", "")))
            : Optional.empty(),
        PeopleSettingsReader.read(named),
        KubernetesSettingsReader.read(named),
        StoreSettingsReader.read(named),
        value(named, "lease.ttl", "15s", SettingsLoader::leaseTtl),
        named.containsKey("node.networks")
            ? value(named, "node.networks", "", NodeNetworks::parse)
            : NodeNetworks.NONE,
        value(named, "metrics.access", "people", MetricsAccess::parse),
        value(named, "log.format", "text", LogFormat::parse));
  }

  private static <T> T value(
      Map<String, String> named, String name, String fallback, Function<String, T> parser)
      throws SettingsException {
    try {
      return parser.apply(named.getOrDefault(name, fallback));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(PREFIX + name + ": " + e.getMessage());
    }
  }

  private static Path path(String name, String text) throws SettingsException {
    try {
      if (text.isEmpty()) {
        throw new SettingsException(PREFIX + name + ": empty (expected: a path)");
      }
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new SettingsException(PREFIX + name + ": " + text + " (expected: a path)");
    }
  }

  private static MeshSettings mesh(Map<String, String> named) throws SettingsException {
    return new MeshSettings(
        value(named, "root.namespace", "istio-system", text -> matching(text, NAMESPACE)),
        value(named, "trust.domain", "weft.local", text -> matching(text, TRUST_DOMAIN)),
        value(named, "trust.domain.aliases", "", SettingsLoader::trustDomains),
        value(named, "path.normalization", "BASE", SettingsLoader::normalization));
  }

  private static List<String> trustDomains(String text) {
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(",", -1)).map(it -> matching(it.strip(), TRUST_DOMAIN)).toList();
  }

  private static PathNormalization normalization(String text) {
    for (PathNormalization mode : PathNormalization.values()) {
      if (mode.name().equals(text)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        text + " (expected: one of " + Arrays.toString(PathNormalization.values()) + ")");
  }

  private static String matching(String text, Pattern pattern) {
    if (!pattern.matcher(text).matches()) {
      throw new IllegalArgumentException(text + " (expected: to match " + pattern + ")");
    }
    return text;
  }

  private static Duration leaseTtl(String text) {
    Duration ttl = Durations.parse(text);
    if (ttl.compareTo(SHORTEST_LEASE) < 0 || ttl.compareTo(LONGEST_LEASE) > 0) {
      throw new IllegalArgumentException(text + " (expected: between 5s and 1h)");
    }
    return ttl;
  }

  private static Duration svidTtl(String text) {
    Duration ttl = Durations.parse(text);
    if (ttl.compareTo(SHORTEST_SVID) < 0 || ttl.compareTo(LONGEST_SVID) > 0) {
      throw new IllegalArgumentException(text + " (expected: between 1s and 30d)");
    }
    return ttl;
  }
}
