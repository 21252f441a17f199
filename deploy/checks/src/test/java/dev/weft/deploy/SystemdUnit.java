package dev.weft.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A unit of systemd, read strictly: what stands in no known section, is no known name there, or has
 * no value where it may not be reset, is an error.
 *
 * @param values the values of each name, in order, by {@code Section.Name}
 */
record SystemdUnit(Map<String, List<String>> values) {
  /** Of systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.kill(5). */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "Unit", Set.of("Description", "Wants", "After"),
          "Service",
              Set.of(
                  "Type",
                  "EnvironmentFile",
                  "Environment",
                  "LoadCredential",
                  "ExecStart",
                  "SuccessExitStatus",
                  "Restart",
                  "RestartSec",
                  "RestartPreventExitStatus",
                  "TimeoutStopSec",
                  "LimitNOFILE",
                  "DynamicUser",
                  "StateDirectory",
                  "StateDirectoryMode",
                  "UMask",
                  "AmbientCapabilities",
                  "CapabilityBoundingSet",
                  "NoNewPrivileges",
                  "ProtectSystem",
                  "ProtectHome",
                  "PrivateTmp",
                  "PrivateDevices",
                  "PrivateUsers",
                  "ProtectClock",
                  "ProtectControlGroups",
                  "ProtectHostname",
                  "ProtectKernelLogs",
                  "ProtectKernelModules",
                  "ProtectKernelTunables",
                  "ProtectProc",
                  "LockPersonality",
                  "RestrictAddressFamilies",
                  "RestrictNamespaces",
                  "RestrictRealtime",
                  "RestrictSUIDSGID",
                  "RemoveIPC",
                  "SystemCallArchitectures",
                  "SystemCallFilter",
                  "SystemCallErrorNumber"),
          "Install", Set.of("WantedBy"));

  /** Those that an empty value empties; every other stands once and with a value. */
  private static final Set<String> LISTS = Set.of("CapabilityBoundingSet", "AmbientCapabilities");

  static SystemdUnit read(String... names) throws IOException {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String name : names) {
      parse(Deploy.text("systemd/" + name)).values().forEach(values::put);
    }
    return new SystemdUnit(values);
  }

  static SystemdUnit parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String section = "";
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
        continue;
      }
      int equals = line.indexOf('=');
      String name = equals < 0 ? line : line.substring(0, equals);
      if (equals < 0
          || line.endsWith("\\")
          || !KNOWN.getOrDefault(section, Set.of()).contains(name)) {
        throw new IllegalArgumentException("[" + section + "] " + line + ": unknown");
      }
      List<String> before = values.computeIfAbsent(section + "." + name, it -> new ArrayList<>());
      String value = line.substring(equals + 1);
      if (!LISTS.contains(name) && (!before.isEmpty() || value.isBlank())) {
        throw new IllegalArgumentException(line + ": twice or empty (expected: once, a value)");
      }
      before.add(value);
    }
    return new SystemdUnit(values);
  }

  /** The last value of a name of the service; empty when it is reset. */
  String service(String name) {
    List<String> found = values.getOrDefault("Service." + name, List.of());
    if (found.isEmpty()) {
      throw new AssertionError(name + ": not set (expected: a value)");
    }
    return found.get(found.size() - 1);
  }

  /** Whether the service says anything of it. */
  boolean has(String name) {
    return values.containsKey("Service." + name);
  }
}
