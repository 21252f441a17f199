package dev.weft.core.policy.engine;

import dev.weft.core.policy.Layer;

/** What a compiled set of rules is asked about, and so what becomes of fields of requests. */
enum Sight {
  /** A connection, once and for all: a rule that allows by requests never matches. */
  CONNECTION(Layer.CONNECTION),
  /**
   * A connection whose requests are decided on one by one later: what may be allowed later passes,
   * what may be denied later does too.
   */
  PROSPECT(Layer.CONNECTION),
  /** A request. */
  REQUEST(Layer.REQUEST);

  private final Layer layer;

  Sight(Layer layer) {
    this.layer = layer;
  }

  /** Which facts there are to look at. */
  Layer layer() {
    return layer;
  }

  /** Whether a rule that looks at requests is kept, without those fields where they are unseen. */
  boolean keeps(boolean allows) {
    return switch (this) {
      case CONNECTION -> !allows;
      case PROSPECT -> allows;
      case REQUEST -> true;
    };
  }

  /**
   * How namespaces are read, which differs between the layers for stars inside a name: for a
   * prospect in the way that lets more pass.
   *
   * @param allows whether the rule allows
   * @param negated whether the namespaces are those that must not match
   */
  Layer namespaces(boolean allows, boolean negated) {
    if (this != PROSPECT) {
      return layer;
    }
    return allows == negated ? Layer.CONNECTION : Layer.REQUEST;
  }
}
