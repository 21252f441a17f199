package dev.weft.server.resources.list;

import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import dev.weft.server.http.Call;
import dev.weft.server.resources.schema.KindInfo;
import dev.weft.server.resources.select.FieldSelector;
import dev.weft.server.resources.select.LabelSelector;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which resources of a kind are meant.
 *
 * @param namespace the namespace, or null for all of them
 * @param labels what their labels have to be
 * @param fields what their fields have to be
 * @param spelling all of that as text, by which a continue token is bound to it
 */
public record Selection(
    @Nullable String namespace, LabelSelector labels, FieldSelector fields, String spelling)
    implements Predicate<JsonObject> {

  /**
   * Reads the selectors of a request.
   *
   * @throws ApiException 400 when one is malformed
   */
  public static Selection of(Call call, KindInfo kind, @Nullable String namespace) {
    String labels = call.query("labelSelector").orElse("");
    String fields = call.query("fieldSelector").orElse("");
    FieldSelector byField = FieldSelector.parse(fields, kind);
    return new Selection(
        namespace == null ? byField.namespace().orElse(null) : namespace,
        LabelSelector.parse(labels),
        byField,
        String.join("\n", kind.qualified(), String.valueOf(namespace), labels, fields));
  }

  /** Whether every resource of the kind in the namespace is meant. */
  public boolean isAll() {
    return labels.isAll() && fields.isAll();
  }

  /** The only name that is meant, if there is one. */
  public Optional<String> name() {
    return fields.name();
  }

  @Override
  public boolean test(JsonObject resource) {
    return labels.test(resource) && fields.test(resource);
  }
}
