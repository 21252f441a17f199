package dev.weft.proxy.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.enforcer.settings.SettingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in the YAML file, read strictly.
 *
 * @param path where it stands in the file, for messages
 * @param node what is there
 */
record FileNode(String path, JsonNode node) {
  /**
   * The mapping at {@code path}.
   *
   * @throws SettingException when it is something else
   */
  static FileNode of(String path, JsonNode node) {
    if (!node.isObject()) {
      throw new SettingException(path + ": " + type(node) + " (expected: names with values)");
    }
    return new FileNode(path, node);
  }

  /**
   * Refuses every name but {@code names}.
   *
   * @throws SettingException when there is another
   */
  FileNode only(String... names) {
    Set<String> known = Set.of(names);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new SettingException(
                    at(name) + ": unknown (expected: one of " + new TreeSet<>(known) + ")");
              }
            });
    return this;
  }

  /** The names in it. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /**
   * The mapping under {@code name}, which is there.
   *
   * @throws SettingException when it is something else
   */
  FileNode inner(String name) {
    return of(at(name), node.get(name));
  }

  /** Whether a list is under {@code name}. */
  boolean isList(String name) {
    return node.has(name) && node.get(name).isArray();
  }

  /** Whether {@code name} is there. */
  boolean has(String name) {
    return node.has(name);
  }

  /**
   * The value of {@code name}.
   *
   * @throws SettingException when it is missing, no scalar, or {@code type} refuses it
   */
  <T> T value(String name, Function<String, T> type) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new SettingException(at(name) + ": missing (expected: a value)");
    }
    if (!value.isValueNode() || value.isNull()) {
      throw new SettingException(at(name) + ": " + type(value) + " (expected: one value)");
    }
    try {
      return type.apply(value.asText());
    } catch (IllegalArgumentException e) {
      throw new SettingException(at(name) + ": " + e.getMessage());
    }
  }

  /** As {@link #value}, or null when it is missing. */
  <T> @Nullable T optional(String name, Function<String, T> type) {
    return node.has(name) ? value(name, type) : null;
  }

  /** The texts under {@code name}, by name; none when it is missing. */
  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode value = node.get(name);
    if (value != null) {
      FileNode inner = of(at(name), value);
      value.fieldNames().forEachRemaining(it -> texts.put(it, inner.value(it, text -> text)));
    }
    return texts;
  }

  /**
   * The single values in the list {@code name}.
   *
   * @throws SettingException when it is missing, empty or something else
   */
  List<String> values(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : elements(name)) {
      if (!value.isValueNode() || value.isNull()) {
        throw new SettingException(at(name) + ": " + type(value) + " (expected: single values)");
      }
      texts.add(value.asText());
    }
    return texts;
  }

  /**
   * The mappings in the list {@code name}.
   *
   * @throws SettingException when it is missing, empty or something else
   */
  List<FileNode> list(String name) {
    List<FileNode> entries = new ArrayList<>();
    for (JsonNode value : elements(name)) {
      entries.add(of(at(name) + "[" + entries.size() + "]", value));
    }
    return entries;
  }

  private JsonNode elements(String name) {
    JsonNode value = node.get(name);
    if (value == null || !value.isArray() || value.isEmpty()) {
      throw new SettingException(
          at(name) + ": " + type(value) + " (expected: a list with one entry at least)");
    }
    return value;
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String type(@Nullable JsonNode node) {
    return node == null ? "missing" : node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }
}
