package dev.weft.enforcer.settings;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Port numbers: {@code 25;3306}, or with commas. */
public record PortsType() implements ValueType<Set<Integer>> {
  private static final Pattern SEPARATOR = Pattern.compile("[;,]");
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

  @Override
  public String expected() {
    return "ports from 1 to 65535, such as 25;3306";
  }

  @Override
  public Set<Integer> parse(String text) {
    Set<Integer> ports = new TreeSet<>();
    for (String part : text.isEmpty() ? new String[0] : SEPARATOR.split(text, -1)) {
      int port = PORT.matcher(part).matches() ? Integer.parseInt(part) : 0;
      if (port < 1 || port > 0xFFFF) {
        throw new IllegalArgumentException("not a port");
      }
      ports.add(port);
    }
    return Set.copyOf(ports);
  }
}
