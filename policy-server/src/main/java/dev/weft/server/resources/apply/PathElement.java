package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonFormatException;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonReader;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.core.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One step of the path to a field, in the notation of FieldsV1: {@code f:name} for a member of an
 * object. The steps into arrays ({@code k:{keys}}, {@code v:value} and {@code i:index}) are never
 * made here, where arrays are atomic, but are kept as they are when a client sends them.
 *
 * @param text the notation
 */
public record PathElement(String text) implements Comparable<PathElement> {
  private static final Pattern INDEX = Pattern.compile("-?[0-9]{1,9}");

  /** The step to the member {@code name}. */
  public static PathElement field(String name) {
    return new PathElement("f:" + name);
  }

  /**
   * Reads the notation of FieldsV1.
   *
   * @throws IllegalArgumentException when {@code text} is none of the known kinds
   */
  public static PathElement parse(String text) {
    String content = text.length() < 2 ? "" : text.substring(2);
    boolean known =
        text.startsWith("f:")
            || (text.startsWith("k:") && isKeys(content))
            || (text.startsWith("v:") && isJson(content))
            || (text.startsWith("i:") && INDEX.matcher(content).matches());
    if (!known) {
      throw new IllegalArgumentException(
          "no field path element (expected: f:name, k:{keys}, v:value, i:index or .)");
    }
    return new PathElement(text);
  }

  private static boolean isKeys(String content) {
    try {
      return JsonReader.read(content) instanceof JsonObject;
    } catch (JsonFormatException e) {
      return false;
    }
  }

  private static boolean isJson(String content) {
    try {
      JsonReader.read(content);
      return true;
    } catch (JsonFormatException e) {
      return false;
    }
  }

  /** This step as kube-apiserver prints it in a conflict: {@code .name}, {@code [name="x"]}. */
  public String display() {
    String content = text.substring(2);
    return switch (text.charAt(0)) {
      case 'f' -> "." + content;
      case 'v' -> "[=" + content + "]";
      case 'k' -> displayKeys(content);
      default -> "[" + content + "]";
    };
  }

  private static String displayKeys(String content) {
    try {
      JsonObject keys = (JsonObject) JsonReader.read(content);
      List<String> shown = new ArrayList<>();
      keys.members().forEach((name, value) -> shown.add(name + "=" + displayValue(value)));
      return "[" + String.join(",", shown) + "]";
    } catch (JsonFormatException e) {
      return "[" + content + "]";
    }
  }

  private static String displayValue(JsonValue value) {
    return value instanceof JsonString text ? "\"" + text.value() + "\"" : JsonWriter.write(value);
  }

  @Override
  public int compareTo(PathElement other) {
    return text.compareTo(other.text);
  }
}
