package dev.weft.server.resources.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what is told of a kind; the schema comes from the file that has the kind's name. */
final class KindBuilder {
  private final GroupVersionKind id;
  private final String plural;
  private final Scope scope;
  private final List<String> shortNames = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();
  private final List<Verb> verbs = new ArrayList<>();
  private final List<Subresource> subresources = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<SelectableField> fields = new ArrayList<>();

  KindBuilder(GroupVersionKind id, String plural, Scope scope) {
    this.id = id;
    this.plural = plural;
    this.scope = scope;
  }

  KindBuilder shortNames(String... names) {
    shortNames.addAll(List.of(names));
    return this;
  }

  KindBuilder categories(String... names) {
    categories.addAll(List.of(names));
    return this;
  }

  KindBuilder verbs(Verb... several) {
    verbs.addAll(List.of(several));
    return this;
  }

  KindBuilder subresource(String name, GroupVersionKind kind, Verb... several) {
    subresources.add(new Subresource(name, kind, List.of(several)));
    return this;
  }

  KindBuilder columns(Column... several) {
    columns.addAll(List.of(several));
    return this;
  }

  KindBuilder fields(SelectableField... several) {
    fields.addAll(List.of(several));
    return this;
  }

  KindInfo build() {
    return new KindInfo(
        id,
        plural,
        id.kind().toLowerCase(Locale.ROOT),
        shortNames,
        categories,
        scope,
        verbs,
        subresources,
        columns,
        fields,
        SchemaFiles.kind(id));
  }
}
