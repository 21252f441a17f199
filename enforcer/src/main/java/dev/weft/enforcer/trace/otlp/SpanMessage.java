package dev.weft.enforcer.trace.otlp;

import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.enforcer.trace.FinishedSpan;
import dev.weft.enforcer.trace.SpanKind;
import java.util.List;

/** Writes spans (OTLP 1.x, {@code trace_service.proto} and {@code trace.proto}). */
final class SpanMessage {
  private static final int KIND_SERVER = 2;
  private static final int KIND_CLIENT = 3;
  private static final int STATUS_ERROR = 2;

  /** Bytes of a span, roughly. */
  private static final int EXPECTED = 640;

  private SpanMessage() {}

  /** {@code ExportTraceServiceRequest}. */
  static byte[] request(OtlpResource resource, List<FinishedSpan> spans) {
    ProtobufWriter message = new ProtobufWriter(EXPECTED * (1 + spans.size()));
    int resourceSpans = message.begin(1);
    message.message(1, resource.message());
    int scopeSpans = message.begin(2);
    message.message(1, OtlpResource.scope());
    for (FinishedSpan span : spans) {
      int one = message.begin(2);
      write(span, message);
      message.end(one);
    }
    return message.end(scopeSpans).end(resourceSpans).toBytes();
  }

  private static void write(FinishedSpan span, ProtobufWriter message) {
    TraceContext context = span.context();
    message
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
      int status = message.begin(15);
      message.varint(3, STATUS_ERROR).end(status);
    }
    message.fixed32(16, context.flags());
  }
}
