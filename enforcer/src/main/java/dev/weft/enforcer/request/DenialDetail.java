package dev.weft.enforcer.request;

/** Whom the answer to a denied request tells which rule denied it. */
public enum DenialDetail {
  /** Callers of the mesh; others get a text that says nothing. */
  MESH,
  /** Nobody. */
  NONE
}
