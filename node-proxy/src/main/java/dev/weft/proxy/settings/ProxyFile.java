package dev.weft.proxy.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.enforcer.settings.SettingException;
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
 * @param workloads the workloads; none when they stand elsewhere
 */
record ProxyFile(Map<String, String> settings, List<WorkloadSpec> workloads) {
  private static final String WORKLOADS = "workloads";

  /**
   * Reads the file.
   *
   * @throws SettingException when it cannot be read, or says what nobody knows
   */
  static ProxyFile read(Path path) {
    FileNode root = YamlFile.read(path);
    Map<String, String> settings = new TreeMap<>();
    flatten("", root, settings);
    return new ProxyFile(settings, root.isList(WORKLOADS) ? workloads(root) : List.of());
  }

  private static void flatten(String prefix, FileNode node, Map<String, String> settings) {
    node.node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (prefix.isEmpty() && name.equals(WORKLOADS) && node.isList(WORKLOADS)) {
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
      WorkloadSpec workload = WorkloadNode.read(entry);
      if (!names.add(workload.name())) {
        throw new SettingException(
            entry.at("name") + ": " + workload.name() + " twice (expected: once)");
      }
      workloads.add(workload);
    }
    return workloads;
  }
}
