package dev.weft.core.telemetry;

/** Which end of a request a workload is. */
public enum Direction {
  /** It sent the request. */
  CLIENT,
  /** It answers the request. */
  SERVER
}
