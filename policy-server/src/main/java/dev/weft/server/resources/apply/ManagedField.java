package dev.weft.server.resources.apply;

import dev.weft.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One entry of {@code metadata.managedFields}: what one manager owns through one kind of operation.
 *
 * @param manager the name of the manager
 * @param operation how it came to own the fields
 * @param apiVersion the version of the resource that {@code fields} are of
 * @param time when it last changed one of them, in whole seconds; empty when not known
 * @param subresource the subresource that it wrote to; empty for the resource itself
 * @param fields the fields
 */
public record ManagedField(
    String manager,
    Operation operation,
    String apiVersion,
    Optional<Instant> time,
    String subresource,
    FieldSet fields) {

  /** How fields came to be owned; the names are those of the API. */
  public enum Operation {
    /** By server-side apply. */
    Apply,
    /** By any other write. */
    Update
  }

  public ManagedField {
    time = time.map(it -> it.truncatedTo(ChronoUnit.SECONDS));
  }

  /** What tells entries apart; an applier is the same whatever version it applies. */
  record Identity(String manager, Operation operation, String apiVersion, String subresource) {}

  Identity identity() {
    String version = operation == Operation.Apply ? "" : apiVersion;
    return new Identity(manager, operation, version, subresource);
  }

  ManagedField withFields(FieldSet owned) {
    return new ManagedField(manager, operation, apiVersion, time, subresource, owned);
  }

  boolean isSameButForTime(ManagedField other) {
    return identity().equals(other.identity())
        && apiVersion.equals(other.apiVersion)
        && fields.equals(other.fields);
  }

  /** The time by which entries are ordered. */
  long seconds() {
    return time.map(Instant::getEpochSecond).orElse(0L);
  }

  /** This entry as conflicts name it: {@code "helm" using weft.dev/v1}, or an applier's name. */
  String display() {
    String quoted = "\"" + manager.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    String where = subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"";
    return quoted + where + (operation == Operation.Update ? " using " + apiVersion : "");
  }

  /** The entry as JSON. */
  JsonObject toJson() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("manager", manager)
            .put("operation", operation.name())
            .put("apiVersion", apiVersion);
    time.ifPresent(it -> json.put("time", it.toString()));
    json.put("fieldsType", "FieldsV1").put("fieldsV1", FieldsV1.write(fields));
    if (!subresource.isEmpty()) {
      json.put("subresource", subresource);
    }
    return json.build();
  }
}
