package dev.weft.core.policy.parse;

import dev.weft.core.telemetry.CustomTag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the attributes that people add to spans. */
final class CustomTags {
  /** More would make every span expensive. */
  private static final int MAX_TAGS = 64;

  private static final int MAX_NAME = 256;
  private static final int MAX_VALUE = 1024;

  private CustomTags() {}

  /** The member {@code customTags} of {@code entry}. */
  static Map<String, CustomTag> read(Fields entry) {
    Map<String, CustomTag> tags = new LinkedHashMap<>();
    Map<String, Fields> members = entry.objectMap("customTags");
    String where = entry.path("customTags");
    if (members.size() > MAX_TAGS) {
      entry.errors().add(where, members.size() + " tags", "at most " + MAX_TAGS);
      return tags;
    }
    members.forEach(
        (name, fields) -> {
          if (name.isEmpty() || name.length() > MAX_NAME) {
            entry.errors().add(where, name, "a name of 1 to " + MAX_NAME + " characters");
          }
          CustomTag tag = tag(where + "[" + name + "]", fields);
          if (tag != null) {
            tags.put(name, tag);
          }
        });
    return tags;
  }

  private static @Nullable CustomTag tag(String where, Fields fields) {
    Fields literal = fields.object("literal");
    Fields environment = fields.object("environment");
    Fields header = fields.object("header");
    fields.end();
    int given =
        (literal == null ? 0 : 1) + (environment == null ? 0 : 1) + (header == null ? 0 : 1);
    if (given != 1) {
      fields
          .errors()
          .add(where, given + " sources (expected: one of literal, environment and header)");
      return null;
    }
    if (literal != null) {
      CustomTag tag = new CustomTag.Literal(required(literal, "value"));
      literal.end();
      return tag;
    }
    if (environment != null) {
      CustomTag tag =
          new CustomTag.Environment(required(environment, "name"), orEmpty(environment));
      environment.end();
      return tag;
    }
    return header == null ? null : header(header);
  }

  private static CustomTag header(Fields header) {
    CustomTag tag = new CustomTag.Header(required(header, "name"), orEmpty(header));
    header.end();
    return tag;
  }

  private static String required(Fields fields, String name) {
    String text = fields.requiredText(name);
    if (fields.has(name) && (text.isEmpty() || text.length() > MAX_VALUE)) {
      fields.errors().add(fields.path(name), text, "1 to " + MAX_VALUE + " characters");
    }
    return text;
  }

  private static String orEmpty(Fields fields) {
    String text = fields.text("defaultValue", MAX_VALUE);
    return text == null ? "" : text;
  }
}
