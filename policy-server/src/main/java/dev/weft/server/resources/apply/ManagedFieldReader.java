package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonNull;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.Cause;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code metadata.managedFields} and tells all that is wrong with it. */
final class ManagedFieldReader {
  private static final int MAX_SUBRESOURCE = 256;
  private static final Set<String> KNOWN =
      Set.of("manager", "operation", "apiVersion", "time", "fieldsType", "fieldsV1", "subresource");

  private final String field;
  private final JsonObject entry;
  private final List<Cause> causes;

  private ManagedFieldReader(String field, JsonObject entry, List<Cause> causes) {
    this.field = field;
    this.entry = entry;
    this.causes = causes;
  }

  /** Reads {@code json}, which stands at {@code field}; empty when a cause was added. */
  static Optional<ManagedField> read(String field, JsonValue json, List<Cause> causes) {
    if (!(json instanceof JsonObject entry)) {
      causes.add(new Cause(field, json.typeName() + " (expected: object)"));
      return Optional.empty();
    }
    int before = causes.size();
    ManagedField read = new ManagedFieldReader(field, entry, causes).read();
    return causes.size() == before ? Optional.of(read) : Optional.empty();
  }

  private ManagedField read() {
    for (Map.Entry<String, JsonValue> member : entry.members().entrySet()) {
      if (!KNOWN.contains(member.getKey())) {
        fault(member.getKey(), "unknown field");
      }
    }
    String manager = text("manager");
    FieldManager.fault(manager).ifPresent(it -> fault("manager", it));
    String apiVersion = text("apiVersion");
    if (apiVersion.isEmpty()) {
      fault("apiVersion", "missing (expected: group/version)");
    }
    if (!text("fieldsType").equals("FieldsV1")) {
      fault("fieldsType", "not FieldsV1 (expected: FieldsV1)");
    }
    String subresource = text("subresource");
    if (subresource.getBytes(StandardCharsets.UTF_8).length > MAX_SUBRESOURCE) {
      fault("subresource", "too long (expected: at most " + MAX_SUBRESOURCE + " bytes)");
    }
    return new ManagedField(manager, operation(), apiVersion, time(), subresource, fields());
  }

  private ManagedField.Operation operation() {
    String name = text("operation");
    if (!name.equals("Apply") && !name.equals("Update")) {
      fault("operation", "neither Apply nor Update (expected: Apply or Update)");
      return ManagedField.Operation.Update;
    }
    return ManagedField.Operation.valueOf(name);
  }

  private Optional<Instant> time() {
    String text = text("time");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      OffsetDateTime utc = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
      if (utc.getYear() >= 0 && utc.getYear() <= 9999) {
        return Optional.of(utc.toInstant());
      }
    } catch (DateTimeException e) {
      // Told below, with every other time that is none.
    }
    fault("time", "no time (expected: RFC 3339, such as 2026-05-01T10:00:00Z)");
    return Optional.empty();
  }

  private FieldSet fields() {
    JsonValue fields = entry.get("fieldsV1");
    return fields == null || fields instanceof JsonNull
        ? FieldSet.EMPTY
        : FieldsV1.read(field + ".fieldsV1", fields, causes);
  }

  private String text(String name) {
    JsonValue value = entry.get(name);
    if (value == null || value instanceof JsonNull) {
      return "";
    }
    if (value instanceof JsonString text) {
      return text.value();
    }
    fault(name, value.typeName() + " (expected: string)");
    return "";
  }

  private void fault(String name, String message) {
    causes.add(new Cause(field + "." + name, message));
  }
}
