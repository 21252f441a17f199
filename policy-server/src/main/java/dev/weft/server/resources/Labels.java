package dev.weft.server.resources;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.server.http.Cause;
import java.util.List;
import java.util.regex.Pattern;

/** The form of labels and annotations (Kubernetes, Labels and Selectors; Annotations). */
final class Labels {
  private static final int LONGEST = 63;
  private static final int MOST_ANNOTATION_CHARACTERS = 256 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  private Labels() {}

  static void check(String field, JsonObject labels, List<Cause> causes) {
    labels
        .members()
        .forEach(
            (key, value) -> {
              checkKey(field, key, causes);
              if (value instanceof JsonString text && !isValue(text.value())) {
                causes.add(
                    new Cause(
                        field + "." + key,
                        "not a label value (expected: at most 63 of A-Z, a-z, 0-9, '-', '_', '.',"
                            + " with a letter or digit at either end)"));
              }
            });
  }

  static void checkAnnotations(String field, JsonObject annotations, List<Cause> causes) {
    long size = 0;
    for (var member : annotations.members().entrySet()) {
      checkKey(field, member.getKey(), causes);
      size += member.getKey().length();
      size += member.getValue() instanceof JsonString text ? text.value().length() : 0;
    }
    if (size > MOST_ANNOTATION_CHARACTERS) {
      causes.add(
          new Cause(
              field,
              size + " characters (expected: at most " + MOST_ANNOTATION_CHARACTERS + " in all)"));
    }
  }

  private static void checkKey(String field, String key, List<Cause> causes) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    boolean good =
        (slash < 0 || Names.isSubdomain(key.substring(0, slash)))
            && !name.isEmpty()
            && name.length() <= LONGEST
            && NAME.matcher(name).matches();
    if (!good) {
      String shown = key.length() <= 100 ? key : key.substring(0, 100);
      causes.add(new Cause(field, shown + " (expected: a name, perhaps with a prefix: a.b/name)"));
    }
  }

  private static boolean isValue(String text) {
    return text.length() <= LONGEST && (text.isEmpty() || NAME.matcher(text).matches());
  }
}
