package dev.weft.agent.trace.otlp;

import dev.weft.agent.trace.FinishedSpan;
import dev.weft.agent.trace.SpanKind;
import dev.weft.bootstrap.trace.TraceContext;
import java.util.List;

/** Writes spans (OTLP 1.x, {@code trace_service.proto} and {@code trace.proto}). */
final class SpanMessage {
  private static final int KIND_SERVER = 2;
  private static final int KIND_CLIENT = 3;
  private static final int STATUS_ERROR = 2;

  private SpanMessage() {}

  /** {@code ExportTraceServiceRequest}. */
  static byte[] request(OtlpResource resource, List<FinishedSpan> spans) {
    ProtobufWriter scopeSpans = new ProtobufWriter().message(1, OtlpResource.scope());
    spans.forEach(span -> scopeSpans.message(2, span(span)));
    return new ProtobufWriter()
        .message(1, new ProtobufWriter().message(1, resource.message()).message(2, scopeSpans))
        .toBytes();
  }

  private static ProtobufWriter span(FinishedSpan span) {
    TraceContext context = span.context();
    ProtobufWriter message =
        new ProtobufWriter()
            .id(1, context.traceHigh(), context.traceLow())
            .id(2, context.spanId())
            .text(3, context.traceState());
    if (span.parentSpanId() != 0) {
      message.id(4, span.parentSpanId());
    }
    message
        .text(5, span.name())
        .varint(6, span.kind() == SpanKind.SERVER ? KIND_SERVER : KIND_CLIENT)
        .fixed64(7, span.startNanos())
        .fixed64(8, span.startNanos() + span.durationNanos());
    span.attributes().forEach((name, value) -> OtlpResource.attribute(message, 9, name, value));
    if (span.error()) {
      message.message(15, new ProtobufWriter().varint(3, STATUS_ERROR));
    }
    return message.fixed32(16, context.flags());
  }
}
