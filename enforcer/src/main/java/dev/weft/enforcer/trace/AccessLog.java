package dev.weft.enforcer.trace;

/** Takes what Telemetry wants logged. Called on the application's threads: it must not block. */
public interface AccessLog {
  /** Takes nothing. */
  AccessLog NONE = entry -> {};

  /** Takes a request that has ended, or drops and counts it. */
  void accept(AccessEntry entry);
}
