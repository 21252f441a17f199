package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonValue;
import java.util.List;

/** The parameters of operations (Kubernetes API: {@code ListOptions}, {@code PatchOptions}, …). */
final class OpenApiParameters {
  private static final JsonObject PRETTY =
      text(
          "pretty", "Taken from clients that send it; the answer's meaning does not depend on it.");
  private static final JsonObject DRY_RUN =
      text("dryRun", "All: everything is checked and answered, nothing is kept.");
  private static final JsonObject FIELD_MANAGER =
      text(
          "fieldManager", "The name under which the set fields are kept; by default the client's.");
  private static final JsonObject FIELD_VALIDATION =
      text(
          "fieldValidation",
          "Strict: unknown and repeated fields are refused. The only mode, whatever is asked for.");
  private static final JsonObject RESOURCE_VERSION =
      text("resourceVersion", "The version from which on to read or watch.");

  private static final List<JsonObject> LIST =
      List.of(
          PRETTY,
          flag("allowWatchBookmarks", "Whether a watch may tell how far it is, without a change."),
          text("continue", "The mark with which the last part of the list came."),
          text(
              "fieldSelector", "The fields that resources must have, for example metadata.name=a."),
          text("labelSelector", "The labels that resources must have, for example app=a,tier!=b."),
          number("limit", "How many resources to answer at most; a mark for the rest comes along."),
          RESOURCE_VERSION,
          text("resourceVersionMatch", "How resourceVersion is meant, NotOlderThan or Exact."),
          number("timeoutSeconds", "After how many seconds a watch ends."),
          flag("watch", "Answer with the changes from resourceVersion on, as they come."));

  private OpenApiParameters() {}

  static JsonArray list() {
    return new JsonArray(List.copyOf(LIST));
  }

  static JsonArray get() {
    return array(PRETTY, RESOURCE_VERSION);
  }

  static JsonArray write() {
    return array(PRETTY, DRY_RUN, FIELD_MANAGER, FIELD_VALIDATION);
  }

  static JsonArray patch() {
    return array(
        PRETTY,
        DRY_RUN,
        FIELD_MANAGER,
        FIELD_VALIDATION,
        flag("force", "In an apply: take fields over that other managers have set."));
  }

  static JsonArray delete() {
    return array(
        PRETTY,
        DRY_RUN,
        number("gracePeriodSeconds", "Taken because tools send it; resources go at once."),
        flag("orphanDependents", "Taken because older tools send it."),
        text("propagationPolicy", "Taken because tools send it; no resource is part of another."));
  }

  /** A part of the path. */
  static JsonObject inPath(String name, String description) {
    return parameter(name, "path", description, "string").with("required", JsonValue.of(true));
  }

  private static JsonArray array(JsonObject... parameters) {
    return new JsonArray(List.of(parameters));
  }

  private static JsonObject text(String name, String description) {
    return parameter(name, "query", description, "string");
  }

  private static JsonObject number(String name, String description) {
    return parameter(name, "query", description, "integer");
  }

  private static JsonObject flag(String name, String description) {
    return parameter(name, "query", description, "boolean");
  }

  private static JsonObject parameter(String name, String in, String description, String type) {
    return JsonObject.builder()
        .put("name", name)
        .put("in", in)
        .put("description", description)
        .put("schema", JsonObject.builder().put("type", type).build())
        .build();
  }
}
