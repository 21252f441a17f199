package dev.weft.server.resources.table;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.resources.schema.Column;
import dev.weft.server.resources.schema.FieldPath;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the cells of a table; a cell without content is null, as in Kubernetes' tables. */
final class Cells {
  /** More listeners than this are counted but not named. */
  private static final int MAX_ENDPOINTS = 3;

  private Cells() {}

  static JsonValue of(Column.Content content, JsonObject resource, Instant now) {
    if (content instanceof Column.Value value) {
      JsonValue found = value.path().in(resource);
      return found instanceof JsonString || found instanceof JsonNumber
          ? found
          : textOrNull(value.orElse());
    }
    if (content instanceof Column.Count count) {
      return JsonValue.of(elements(count.path(), resource).size());
    }
    if (content instanceof Column.Age age) {
      return distance(instant(age.path(), resource), now);
    }
    if (content instanceof Column.TimeLeft left) {
      Instant end = instant(left.path(), resource);
      return end != null && !end.isAfter(now) ? JsonValue.of("expired") : distance(now, end);
    }
    if (content instanceof Column.Ratio ratio) {
      return number(ratio.part(), resource) == null || number(ratio.whole(), resource) == null
          ? JsonNull.NULL
          : JsonValue.of(number(ratio.part(), resource) + "/" + number(ratio.whole(), resource));
    }
    if (content instanceof Column.Endpoints endpoints) {
      return endpoints(elements(endpoints.path(), resource));
    }
    if (content instanceof Column.NoneIn none) {
      int size = elements(none.path(), resource).size();
      return JsonValue.of(size == 0 ? "Yes" : "No (" + size + ")");
    }
    Column.Reached reached = (Column.Reached) content;
    Long at = number(reached.path(), resource);
    Long goal = number(reached.goal(), resource);
    return at == null || goal == null ? JsonNull.NULL : JsonValue.of(at >= goal ? "Yes" : "No");
  }

  private static JsonValue textOrNull(String text) {
    return text.isEmpty() ? JsonNull.NULL : JsonValue.of(text);
  }

  private static List<JsonValue> elements(FieldPath path, JsonObject resource) {
    return path.in(resource) instanceof JsonArray array ? array.values() : List.of();
  }

  private static @Nullable Long number(FieldPath path, JsonObject resource) {
    if (path.in(resource) instanceof JsonNumber number) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException e) {
        return null;
      }
    }
    return null;
  }

  private static @Nullable Instant instant(FieldPath path, JsonObject resource) {
    if (path.in(resource) instanceof JsonString text) {
      try {
        return OffsetDateTime.parse(text.value()).toInstant();
      } catch (DateTimeException e) {
        return null;
      }
    }
    return null;
  }

  private static JsonValue distance(@Nullable Instant from, @Nullable Instant to) {
    return JsonValue.of(
        from == null || to == null ? "<unknown>" : HumanDuration.of(Duration.between(from, to)));
  }

  private static JsonValue endpoints(List<JsonValue> listeners) {
    if (listeners.isEmpty()) {
      return JsonNull.NULL;
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue listener : listeners.subList(0, Math.min(MAX_ENDPOINTS, listeners.size()))) {
      if (listener instanceof JsonObject object) {
        texts.add(endpoint(object));
      }
    }
    int more = listeners.size() - MAX_ENDPOINTS;
    return JsonValue.of(String.join(",", texts) + (more > 0 ? " + " + more + " more" : ""));
  }

  private static String endpoint(JsonObject listener) {
    String address = String.valueOf(listener.string("address"));
    Long port = number(FieldPath.of("port"), listener);
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    return port == null ? host : host + ":" + port;
  }
}
