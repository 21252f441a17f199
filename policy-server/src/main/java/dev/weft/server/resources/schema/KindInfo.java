package dev.weft.server.resources.schema;

import dev.weft.core.json.JsonObject;
import java.util.List;

/**
 * What clients are told of one kind of resource.
 *
 * @param id group, version and kind
 * @param plural the kind as it stands in a path
 * @param singular the kind as people may write it
 * @param shortNames what people may write for it
 * @param categories groups of kinds that it is part of, which people may write for all of them
 * @param scope whether its resources belong to namespaces
 * @param verbs what can be done with its resources
 * @param subresources parts of its resources with paths of their own
 * @param columns the columns of its table, after the name
 * @param fields the fields by which its lists can be narrowed, beside name and namespace
 * @param schema its structural schema (OpenAPI v3), whole: with apiVersion, kind and metadata, and
 *     without references
 */
public record KindInfo(
    GroupVersionKind id,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    Scope scope,
    List<Verb> verbs,
    List<Subresource> subresources,
    List<Column> columns,
    List<SelectableField> fields,
    JsonObject schema) {
  public KindInfo {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    verbs = List.copyOf(verbs);
    subresources = List.copyOf(subresources);
    columns = List.copyOf(columns);
    fields = List.copyOf(fields);
  }

  /** The API group. */
  public String group() {
    return id.group();
  }

  /** The version of the group. */
  public String version() {
    return id.version();
  }

  /** The kind as it stands in a resource. */
  public String kind() {
    return id.kind();
  }

  /** The kind of a list of its resources. */
  public String listKind() {
    return id.list().kind();
  }

  /** Group and version as they stand in a resource. */
  public String apiVersion() {
    return id.apiVersion();
  }

  /** Plural and group, as error messages name the kind. */
  public String qualified() {
    return plural + "." + id.group();
  }

  /** Whether {@code verb} can be done with its resources. */
  public boolean can(Verb verb) {
    return verbs.contains(verb);
  }
}
