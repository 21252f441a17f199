package dev.weft.server.resources.table;

import dev.weft.core.json.JsonArray;
import dev.weft.core.json.JsonObject;
import dev.weft.server.http.ApiException;
import dev.weft.server.resources.schema.KindInfo;
import java.time.Instant;

/**
 * Brings what an operation answers into the form that the client asked for. What is neither a
 * resource nor a list of the kind, such as a {@code Status}, is answered as it is.
 *
 * @param kind the kind of the resources
 * @param representation the form
 * @param include what of a resource its row in a table carries
 */
public record Answers(KindInfo kind, Representation representation, IncludeObject include) {

  /**
   * One resource or a list in the form asked for.
   *
   * @throws ApiException 406 when the metadata of a list was asked for one resource, or the reverse
   */
  public JsonObject of(JsonObject answer, Instant now) {
    return of(answer, now, Tables.Headings.SHOWN);
  }

  /** The same for an event of a watch, of which only the first table defines its columns. */
  public JsonObject of(JsonObject answer, Instant now, Tables.Headings headings) {
    if ("Status".equals(answer.string("kind"))) {
      return answer;
    }
    String metaVersion = representation.metaVersion();
    require(answer.get("items") instanceof JsonArray);
    return switch (representation.form()) {
      case WHOLE -> answer;
      case TABLE -> new Tables(kind, metaVersion, include).of(answer, now, headings);
      case METADATA -> PartialMetadata.of(answer, metaVersion);
      case METADATA_LIST -> PartialMetadata.list(answer, metaVersion);
    };
  }

  /**
   * Makes sure that this form is one for a list, or for one resource.
   *
   * @throws ApiException 406 when it is not
   */
  public void require(boolean list) {
    if (list && representation.form() == Representation.Form.METADATA) {
      throw PartialMetadata.wrongNumber("a list", "PartialObjectMetadata");
    }
    if (!list && representation.form() == Representation.Form.METADATA_LIST) {
      throw PartialMetadata.wrongNumber("one resource", "PartialObjectMetadataList");
    }
  }
}
