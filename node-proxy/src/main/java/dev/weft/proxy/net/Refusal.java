package dev.weft.proxy.net;

/** Why a connection was refused: the classes that are counted. */
public enum Refusal {
  /** As many were open as may be. */
  FULL,
  /** The other end has not proved who it is, as it has to. */
  UNAUTHENTICATED,
  /** By policy: this end's, or the other's. An open one that is cut counts too. */
  DENIED
}
