package dev.weft.server.resources.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form in which resources can be answered.
 *
 * @param form what of them
 * @param metaVersion the version of meta.k8s.io that tables and metadata are to have, v1 or v1beta1
 * @param encoding how it is written
 */
public record Representation(Form form, String metaVersion, Encoding encoding) {
  private static final List<String> META_VERSIONS = List.of("v1", "v1beta1");

  /** What of a resource is answered. */
  public enum Form {
    /** The resource itself. */
    WHOLE,
    /** A table with a row for each resource. */
    TABLE,
    /** Its metadata alone, of one resource. */
    METADATA,
    /** Their metadata alone, of a list. */
    METADATA_LIST
  }

  /** How it is written. */
  public enum Encoding {
    JSON("application/json"),
    YAML("application/yaml");

    private final String contentType;

    Encoding(String contentType) {
      this.contentType = contentType;
    }

    /** The header {@code Content-Type}. */
    public String contentType() {
      return contentType;
    }
  }

  /** What {@code range} asks for, or null when that is not offered. */
  static @Nullable Representation of(MediaRange range) {
    Encoding encoding = encoding(range);
    if (encoding == null) {
      return null;
    }
    String as = range.parameter("as");
    if (as.isEmpty() && range.parameter("g").isEmpty() && range.parameter("v").isEmpty()) {
      return new Representation(Form.WHOLE, "v1", encoding);
    }
    Form form =
        switch (as) {
          case "Table" -> Form.TABLE;
          case "PartialObjectMetadata" -> Form.METADATA;
          case "PartialObjectMetadataList" -> Form.METADATA_LIST;
          default -> null;
        };
    return form != null
            && range.parameter("g").equals("meta.k8s.io")
            && META_VERSIONS.contains(range.parameter("v"))
        ? new Representation(form, range.parameter("v"), encoding)
        : null;
  }

  private static @Nullable Encoding encoding(MediaRange range) {
    if (range.includes("application", "json")) {
      return Encoding.JSON;
    }
    return range.includes("application", "yaml") || range.includes("text", "yaml")
        ? Encoding.YAML
        : null;
  }
}
