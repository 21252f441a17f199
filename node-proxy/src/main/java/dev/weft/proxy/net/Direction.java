package dev.weft.proxy.net;

/** Which way a connection of a client goes, seen from the workload. */
public enum Direction {
  /** To the workload. */
  INBOUND,
  /** From its program. */
  OUTBOUND
}
