package dev.weft.server.resources.schema;

import java.util.Locale;

/** What can be done with resources of a kind (Kubernetes API concepts, "API verbs"). */
public enum Verb {
  CREATE,
  DELETE,
  GET,
  LIST,
  PATCH,
  UPDATE,
  WATCH;

  /** As discovery spells it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
