package dev.weft.server.resources.schema;

/** Whether resources of a kind belong to a namespace. */
public enum Scope {
  /** Each belongs to one namespace. */
  NAMESPACED("Namespaced"),
  /** They belong to the whole mesh. */
  CLUSTER("Cluster");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** As aggregated discovery spells it ({@code ResourceScope} of apidiscovery.k8s.io). */
  public String text() {
    return text;
  }
}
