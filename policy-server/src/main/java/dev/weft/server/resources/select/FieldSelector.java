package dev.weft.server.resources.select;

import dev.weft.core.json.JsonBoolean;
import dev.weft.core.json.JsonNumber;
import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonString;
import dev.weft.core.json.JsonValue;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.FieldPath;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.schema.Scope;
import dev.weft.server.resources.schema.SelectableField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A field selector (Kubernetes, "Field Selectors"): terms {@code path=value}, {@code path==value}
 * and {@code path!=value}, all of which have to hold. In a value, {@code \}, {@code ,} and {@code
 * =} are written with a {@code \} before them. Immutable.
 */
public final class FieldSelector implements Predicate<JsonObject> {
  /** The selector that matches everything. */
  public static final FieldSelector ALL = new FieldSelector(List.of());

  private static final int MAX_LENGTH = 16_384;
  private static final SelectableField NAME = SelectableField.of("metadata.name");
  private static final SelectableField NAMESPACE = SelectableField.of("metadata.namespace");

  private final List<Term> terms;

  /** How a term compares. */
  enum Operator {
    EQUAL,
    NOT_EQUAL
  }

  /** One comparison. */
  record Term(SelectableField field, Operator operator, String value) {
    boolean matches(JsonObject resource) {
      boolean same = text(field, resource).equals(value);
      return operator == Operator.EQUAL ? same : !same;
    }
  }

  private FieldSelector(List<Term> terms) {
    this.terms = List.copyOf(terms);
  }

  /**
   * Reads the query parameter {@code fieldSelector} for lists of {@code kind}; empty matches
   * everything.
   *
   * @throws ApiException 400 when it is malformed or the kind cannot be selected by a field in it
   */
  public static FieldSelector parse(String text, KindInfo kind) {
    if (text.length() > MAX_LENGTH) {
      throw wrong(text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    List<SelectableField> fields = new ArrayList<>(List.of(NAME));
    if (kind.scope() == Scope.NAMESPACED) {
      fields.add(NAMESPACE);
    }
    fields.addAll(kind.fields());
    List<Term> terms = new ArrayList<>();
    for (String term : FieldTerms.split(text)) {
      if (!term.isEmpty()) {
        terms.add(term(term, fields));
      }
    }
    return new FieldSelector(terms);
  }

  /** Whether {@code resource} has such fields. */
  @Override
  public boolean test(JsonObject resource) {
    for (Term term : terms) {
      if (!term.matches(resource)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it matches everything. */
  public boolean isAll() {
    return terms.isEmpty();
  }

  /** The only name that resources may have for this selector to match them, if there is one. */
  public Optional<String> name() {
    return exactly(NAME.path());
  }

  /**
   * The only namespace that resources may be in for this selector to match them, if there is one.
   */
  public Optional<String> namespace() {
    return exactly(NAMESPACE.path());
  }

  private Optional<String> exactly(FieldPath path) {
    return terms.stream()
        .filter(it -> it.field().path().equals(path) && it.operator() == Operator.EQUAL)
        .map(Term::value)
        .findFirst();
  }

  private static Term term(String term, List<SelectableField> fields) {
    int bang = term.indexOf("!=");
    int equals = term.indexOf('=');
    if (equals < 0) {
      throw wrong("found '" + Excerpt.of(term) + "' (expected: path=value or path!=value)");
    }
    boolean not = bang >= 0 && bang == equals - 1;
    String path = term.substring(0, not ? bang : equals);
    int start = equals + 1;
    if (!not && term.startsWith("==", equals)) {
      start++;
    }
    SelectableField field =
        fields.stream()
            .filter(it -> it.path().toString().equals(path))
            .findFirst()
            .orElseThrow(() -> unknown(path, fields));
    String value = FieldTerms.unescape(term.substring(start));
    return new Term(field, not ? Operator.NOT_EQUAL : Operator.EQUAL, value);
  }

  private static String text(SelectableField field, JsonObject resource) {
    JsonValue value = field.path().in(resource);
    if (value instanceof JsonString text) {
      return text.value();
    }
    if (value instanceof JsonNumber number) {
      // Not the plain form, which for a large exponent would be gigabytes.
      return number.value().toString();
    }
    return value instanceof JsonBoolean bool ? String.valueOf(bool.value()) : field.orElse();
  }

  private static ApiException unknown(String path, List<SelectableField> fields) {
    List<String> known = fields.stream().map(it -> it.path().toString()).toList();
    return wrong(
        "field label not supported: "
            + Excerpt.of(path)
            + " (expected: one of "
            + String.join(", ", known)
            + ")");
  }

  static ApiException wrong(String message) {
    return ApiException.badRequest("fieldSelector", message);
  }
}
