package dev.weft.enforcer.rules;

import dev.weft.core.identity.SpiffeId;
import java.util.Set;

/** What the mesh knows of an address that is connected to. */
public sealed interface Destination {
  /** No workload of the mesh, or one that wants plaintext: its bytes are left alone. */
  record Outside() implements Destination {}

  /**
   * Workloads of the mesh.
   *
   * @param principals who may answer there
   * @param strict whether an end of stream must be authenticated
   */
  record Meshed(Set<SpiffeId> principals, boolean strict) implements Destination {}

  /**
   * Nobody may connect there now.
   *
   * @param reason why, for the exception's text
   */
  record Forbidden(String reason) implements Destination {}

  /** The one outside. */
  Destination OUTSIDE = new Outside();
}
