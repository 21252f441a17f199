package dev.weft.enforcer.trace;

import dev.weft.core.telemetry.Direction;

/** Which end of a request a span is of (OpenTelemetry SpanKind). */
public enum SpanKind {
  CLIENT(Direction.CLIENT),
  SERVER(Direction.SERVER);

  private final Direction direction;

  SpanKind(Direction direction) {
    this.direction = direction;
  }

  Direction direction() {
    return direction;
  }
}
