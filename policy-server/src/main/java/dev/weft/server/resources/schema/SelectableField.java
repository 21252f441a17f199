package dev.weft.server.resources.schema;

/**
 * A field by which a list can be narrowed ({@code selectableFields} of a Kubernetes
 * CustomResourceDefinition).
 *
 * @param path where it is
 * @param orElse what counts as its value where it is left out
 */
public record SelectableField(FieldPath path, String orElse) {
  /** A field that counts as empty where it is left out. */
  public static SelectableField of(String path) {
    return new SelectableField(FieldPath.of(path), "");
  }
}
