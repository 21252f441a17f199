package dev.weft.enforcer.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The agent's argument: {@code server=https://127.0.0.1:8443,join.file=/run/token}. Settings are
 * parted by commas; a comma inside a value is written twice. A name ends at the first {@code =}.
 */
public final class AgentArgument {
  private AgentArgument() {}

  /**
   * Splits the argument.
   *
   * @throws SettingException when a part is not {@code name=value} or a name comes twice
   */
  public static Map<String, String> parse(String argument) {
    Map<String, String> settings = new LinkedHashMap<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < argument.length(); i++) {
      char c = argument.charAt(i);
      if (c != ',') {
        part.append(c);
      } else if (i + 1 < argument.length() && argument.charAt(i + 1) == ',') {
        part.append(c);
        i++;
      } else {
        add(part.toString(), settings);
        part.setLength(0);
      }
    }
    if (!argument.isEmpty()) {
      add(part.toString(), settings);
    }
    return settings;
  }

  private static void add(String part, Map<String, String> settings) {
    int equals = part.indexOf('=');
    if (equals < 1) {
      // The part is not shown: it may be a piece of a secret.
      throw new SettingException(
          "argument: part "
              + (settings.size() + 1)
              + " has no name (expected: name=value,name=value, a comma in a value written twice)");
    }
    String name = part.substring(0, equals);
    if (settings.put(name, part.substring(equals + 1)) != null) {
      throw new SettingException(
          "argument: " + Texts.abbreviate(name) + " is there twice (expected: once)");
    }
  }
}
