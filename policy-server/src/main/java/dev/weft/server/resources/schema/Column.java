package dev.weft.server.resources.schema;

import java.util.Locale;

/**
 * A column of the table that {@code kubectl get} prints, after the name.
 *
 * @param name the heading
 * @param type the OpenAPI type of its cells
 * @param description what the cells say
 * @param width whether it is always shown
 * @param content where the cells come from
 */
public record Column(String name, Type type, String description, Width width, Content content) {

  /** The OpenAPI type of a cell. */
  public enum Type {
    STRING,
    INTEGER,
    /** A time, printed as its distance from the present. */
    DATE;

    /** As a table's definition of columns spells it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** When a column is shown. */
  public enum Width {
    ALWAYS(0),
    /** Only in {@code -o wide}. */
    WIDE(1);

    private final int priority;

    Width(int priority) {
      this.priority = priority;
    }

    /** The priority in a table's definition of columns. */
    public int priority() {
      return priority;
    }
  }

  /** Where the cells of a column come from. */
  public sealed interface Content {}

  /**
   * The text or number at {@code path}; where it is left out, {@code orElse}, or nothing if that is
   * empty.
   */
  public record Value(FieldPath path, String orElse) implements Content {}

  /** How many elements the array at {@code path} has. */
  public record Count(FieldPath path) implements Content {}

  /** How long ago the time at {@code path} was. */
  public record Age(FieldPath path) implements Content {}

  /** How long it is until the time at {@code path}; {@code expired} when it has passed. */
  public record TimeLeft(FieldPath path) implements Content {}

  /** Two numbers as {@code part/whole}. */
  public record Ratio(FieldPath part, FieldPath whole) implements Content {}

  /** The elements of the array of objects at {@code path}, as {@code address:port} each. */
  public record Endpoints(FieldPath path) implements Content {}

  /**
   * Yes while the array at {@code path} is empty, else how many elements it has: {@code No (2)}.
   */
  public record NoneIn(FieldPath path) implements Content {}

  /**
   * Whether {@code path} has reached {@code goal}: {@code Yes}, or {@code No} when it is behind.
   */
  public record Reached(FieldPath path, FieldPath goal) implements Content {}

  static Column always(String name, Type type, Content content, String description) {
    return new Column(name, type, description, Width.ALWAYS, content);
  }

  static Column wide(String name, Type type, Content content, String description) {
    return new Column(name, type, description, Width.WIDE, content);
  }

  static Column age() {
    return always(
        "Age",
        Type.DATE,
        new Age(FieldPath.of("metadata.creationTimestamp")),
        "How long ago the resource was made.");
  }
}
