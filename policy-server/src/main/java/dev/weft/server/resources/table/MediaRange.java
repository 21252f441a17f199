package dev.weft.server.resources.table;

import java.util.Map;

/**
 * One element of the header {@code Accept} (RFC 9110 section 12.5.1).
 *
 * @param type the type, in lower case, or {@code *}
 * @param subtype the subtype, in lower case, or {@code *}
 * @param parameters the parameters of the media type, their names in lower case
 * @param quality how much it is wanted, in thousandths, 0 to 1000
 */
public record MediaRange(String type, String subtype, Map<String, String> parameters, int quality) {
  public MediaRange {
    parameters = Map.copyOf(parameters);
  }

  /** Whether the media type {@code otherType/otherSubtype} is in this range. */
  public boolean includes(String otherType, String otherSubtype) {
    return (type.equals("*") || type.equals(otherType))
        && (subtype.equals("*") || subtype.equals(otherSubtype));
  }

  /** The parameter {@code name}, or empty when there is none. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** How exactly it says what is wanted: 2 for a media type, 1 for a type, 0 for anything. */
  int precision() {
    return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
  }
}
