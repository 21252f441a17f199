package dev.weft.enforcer.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels with the characters and lengths that Kubernetes allows: {@code app=orders;version=v1}. */
public record LabelsType() implements ValueType<Map<String, String>> {
  private static final int MAX = 64;
  private static final String WORD = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final Pattern KEY =
      Pattern.compile("([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?" + WORD);
  private static final Pattern VALUE = Pattern.compile("(" + WORD + ")?");

  @Override
  public String expected() {
    return "at most " + MAX + " Kubernetes labels, such as app=orders;version=v1";
  }

  @Override
  public Map<String, String> parse(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      int equals = label.indexOf('=');
      String key = label.substring(0, Math.max(equals, 0));
      String value = label.substring(equals + 1);
      if (!KEY.matcher(key).matches()
          || !VALUE.matcher(value).matches()
          || labels.put(key, value) != null
          || labels.size() > MAX) {
        throw new IllegalArgumentException("not labels");
      }
    }
    return Map.copyOf(labels);
  }
}
