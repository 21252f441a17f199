package dev.weft.server.backup;

import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as a backup holds it, the same from every kind of store.
 *
 * @param name of the table
 * @param texts the columns that hold text
 * @param numbers the columns that hold whole numbers
 * @param nullable those of both that may hold nothing
 */
record BackupTable(String name, List<String> texts, List<String> numbers, Set<String> nullable) {
  private static final List<String> KEY = List.of("api_group", "kind", "namespace", "name", "uid");
  private static final List<String> VERSIONS =
      List.of("resource_version", "content_version", "generation", "created");

  static final BackupTable REVISION =
      new BackupTable("revision", List.of(), List.of("id", "value"), Set.of());
  static final BackupTable RESOURCE =
      new BackupTable(
          "resource",
          concat(KEY, List.of("secret_sha256", "body")),
          VERSIONS,
          Set.of("secret_sha256"));
  static final BackupTable CHANGE =
      new BackupTable(
          "resource_change",
          concat(List.of("type", "author"), RESOURCE.texts()),
          concat(List.of("revision", "at"), VERSIONS),
          Set.of("secret_sha256"));
  static final BackupTable AUDIT =
      new BackupTable(
          "audit",
          List.of("actor", "action", "subject", "detail"),
          List.of("seq", "at", "from_revision", "to_revision"),
          Set.of("from_revision", "to_revision"));
  static final BackupTable SEALED =
      new BackupTable(
          "sealed",
          List.of("name", "open_part", "salt", "nonce", "content"),
          List.of("iterations"),
          Set.of());

  /** Every table, in the order in which they are kept. */
  static final List<BackupTable> ALL = List.of(REVISION, RESOURCE, CHANGE, AUDIT, SEALED);

  static final Map<String, BackupTable> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(BackupTable::name, Function.identity()));

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  String select() {
    return "SELECT " + String.join(", ", columns()) + " FROM " + name;
  }

  String insert() {
    return "INSERT INTO "
        + name
        + " ("
        + String.join(", ", columns())
        + ") VALUES ("
        + String.join(", ", columns().stream().map(it -> "?").toList())
        + ")";
  }

  List<String> columns() {
    return concat(texts, numbers);
  }

  JsonObject read(ResultSet row) throws SQLException {
    JsonObject.Builder object = JsonObject.builder();
    for (String column : texts) {
      String text = row.getString(column);
      object.put(column, text == null ? JsonNull.NULL : new JsonString(text));
    }
    for (String column : numbers) {
      long number = row.getLong(column);
      object.put(column, row.wasNull() ? JsonNull.NULL : JsonValue.of(number));
    }
    return object.build();
  }

  /**
   * The values of {@code row} in the order of {@link #columns}.
   *
   * @throws BackupException when it is no row of this table
   */
  List<@Nullable Object> values(JsonObject row) throws BackupException {
    if (!row.members().keySet().equals(Set.copyOf(columns()))) {
      throw new BackupException(
          "a row of " + name + " has other columns (expected: " + columns() + ")");
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (String column : texts) {
      JsonValue value = row.get(column);
      if (value instanceof JsonString text) {
        values.add(text.value());
      } else {
        values.add(absent(column, value));
      }
    }
    for (String column : numbers) {
      JsonValue value = row.get(column);
      if (value instanceof JsonNumber number) {
        values.add(number.longValueExact());
      } else {
        values.add(absent(column, value));
      }
    }
    return values;
  }

  private @Nullable Object absent(String column, @Nullable JsonValue value) throws BackupException {
    if (value instanceof JsonNull && nullable.contains(column)) {
      return null;
    }
    throw new BackupException("a row of " + name + " has a wrong type in column " + column);
  }
}
