package dev.weft.core.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request with tokens written down in a test; the names of headers are in lower case. */
record TokenRequest(String target, Map<String, List<String>> fields) implements RequestTokens {
  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /** This request with one more field line. */
  TokenRequest with(String name, String value) {
    Map<String, List<String>> more = new HashMap<>(fields);
    List<String> values = new ArrayList<>(headers(name));
    values.add(value);
    more.put(name, values);
    return new TokenRequest(target, more);
  }
}
