package dev.weft.proxy.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.weft.enforcer.settings.JoinSource;
import dev.weft.enforcer.settings.JoinTokenType;
import dev.weft.enforcer.settings.PodMount;
import dev.weft.enforcer.settings.Secret;
import dev.weft.enforcer.settings.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The YAML file: single settings by their names, and under {@code workloads} whom the proxy serves.
 *
 * @param settings the single settings, by name
 * @param workloads the workloads, one at least
 */
record ProxyFile(Map<String, String> settings, List<WorkloadSpec> workloads) {
  private static final String WORKLOADS = "workloads";
  private static final PodMount MOUNTED = new PodMount(null, null, null, PodMount.USUAL_FOLDER);
  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectReader YAML =
      YAMLMapper.builder(
              // A setting's "on" is that word, not a boolean.
              YAMLFactory.builder()
                  .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /**
   * Reads the file.
   *
   * @throws SettingException when it cannot be read, or says what nobody knows
   */
  static ProxyFile read(Path path) {
    JsonNode document;
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new SettingException(path + ": too long (expected: at most 1 MiB)");
      }
      document = YAML.readTree(Files.readAllBytes(path));
    } catch (JsonProcessingException e) {
      // Without the lines behind the first, which quote the file and may hold a join token.
      throw new SettingException(
          path
              + ": "
              + firstLine(e.getOriginalMessage())
              + ", line "
              + e.getLocation().getLineNr()
              + " (expected: YAML, every name once)");
    } catch (IOException e) {
      throw new SettingException(
          path + ": cannot be read, " + e.getClass().getSimpleName() + " (expected: a YAML file)");
    }
    FileNode root = FileNode.of("", document);
    Map<String, String> settings = new TreeMap<>();
    flatten("", root, settings);
    return new ProxyFile(settings, workloads(root));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("malformed");
  }

  private static void flatten(String prefix, FileNode node, Map<String, String> settings) {
    node.node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (prefix.isEmpty() && name.equals(WORKLOADS)) {
                return;
              }
              JsonNode value = node.node().get(name);
              if (value.isObject()) {
                flatten(prefix + name + ".", FileNode.of(prefix + name, value), settings);
              } else if (settings.put(prefix + name, node.value(name, text -> text)) != null) {
                throw new SettingException(prefix + name + ": set twice (expected: once)");
              }
            });
  }

  private static List<WorkloadSpec> workloads(FileNode root) {
    List<WorkloadSpec> workloads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (FileNode entry : root.list(WORKLOADS)) {
      entry.only("name", "join", "join.file", "labels", "listeners");
      String name = entry.value("name", ProxyFile::name);
      if (!names.add(name)) {
        throw new SettingException(entry.at("name") + ": " + name + " twice (expected: once)");
      }
      workloads.add(
          new WorkloadSpec(
              name,
              JoinSource.of(
                  entry.optional("join", ProxyFile::token),
                  entry.optional("join.file", text -> Path.of(text)),
                  MOUNTED),
              entry.texts("labels"),
              entry.list("listeners").stream().map(ProxyFile::listener).toList()));
    }
    return workloads;
  }

  private static ListenerSpec listener(FileNode entry) {
    if (entry.has("forward")) {
      entry.only("forward");
      return new ListenerSpec.Forward(entry.value("forward", HostPort::parse));
    }
    if (entry.has("socks")) {
      entry.only("socks");
      return new ListenerSpec.Socks(entry.value("socks", HostPort::parse));
    }
    if (entry.has("inbound")) {
      entry.only("inbound", "to", "protocol");
      return new ListenerSpec.Inbound(
          entry.value("inbound", HostPort::parse), to(entry), protocol(entry));
    }
    entry.only("outbound", "to", "protocol", "outside");
    return new ListenerSpec.Outbound(
        entry.value("outbound", HostPort::parse), to(entry), protocol(entry), outside(entry));
  }

  private static HostPort to(FileNode entry) {
    return entry.value(
        "to",
        text -> {
          HostPort to = HostPort.parse(text);
          if (to.port() == 0) {
            throw new IllegalArgumentException(text + " (expected: a port from 1 to 65535)");
          }
          return to;
        });
  }

  private static AppProtocol protocol(FileNode entry) {
    AppProtocol declared = entry.optional("protocol", AppProtocol::parse);
    return declared == null ? AppProtocol.AUTO : declared;
  }

  private static boolean outside(FileNode entry) {
    Boolean said =
        entry.optional(
            "outside",
            text -> {
              if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException(text + " (expected: true or false)");
              }
              return text.equals("true");
            });
    return said != null && said;
  }

  private static Secret token(String text) {
    try {
      return new JoinTokenType().parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("*** (expected: " + new JoinTokenType().expected() + ")");
    }
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,63}")) {
      throw new IllegalArgumentException(
          text + " (expected: 1 to 63 letters, digits, dots, dashes)");
    }
    return text;
  }
}
