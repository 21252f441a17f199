package dev.weft.core.telemetry;

/** For which requests of a workload something holds (Istio WorkloadMode). */
public enum WorkloadMode {
  /** Those that it sends and those that it answers. */
  CLIENT_AND_SERVER,
  /** Those that it sends. */
  CLIENT,
  /** Those that it answers. */
  SERVER;

  /** Whether it holds for requests of {@code direction}. */
  public boolean includes(Direction direction) {
    return this == CLIENT_AND_SERVER || name().equals(direction.name());
  }
}
