package dev.weft.agent.settings;

/** What becomes of a connection that the process opens to a port of its own. */
public enum SelfTraffic {
  /** It is left as it is. */
  BYPASS,
  /** It is part of the mesh like any other. */
  MESH
}
