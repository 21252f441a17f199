package dev.weft.agent.http.otelapi;

import dev.weft.bootstrap.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A span's names as OpenTelemetry's API has them, and as Weft does. */
public final class OtelSpanContexts {
  private static final int HEX = 16;
  private static final int HALF = 16;

  private OtelSpanContexts() {}

  /**
   * {@code context} with {@code span} as its current one: as it is where that is so already, for a
   * span of the program's can be told more than its names.
   */
  public static Context with(Context context, TraceContext span) {
    TraceContext there = read(Span.fromContext(context).getSpanContext());
    return there != null
            && there.spanId() == span.spanId()
            && there.traceLow() == span.traceLow()
            && there.traceHigh() == span.traceHigh()
        ? context
        : context.with(Span.wrap(write(span)));
  }

  /** As Weft has it; null when it names no span. */
  public static @Nullable TraceContext read(SpanContext context) {
    if (!context.isValid()) {
      return null;
    }
    String trace = context.getTraceId();
    return new TraceContext(
        Long.parseUnsignedLong(trace, 0, HALF, HEX),
        Long.parseUnsignedLong(trace, HALF, 2 * HALF, HEX),
        Long.parseUnsignedLong(context.getSpanId(), HEX),
        Byte.toUnsignedInt(context.getTraceFlags().asByte()),
        text(context.getTraceState()));
  }

  private static SpanContext write(TraceContext context) {
    return SpanContext.create(
        TraceId.fromLongs(context.traceHigh(), context.traceLow()),
        SpanId.fromLong(context.spanId()),
        TraceFlags.fromByte((byte) context.flags()),
        traceState(context.traceState()));
  }

  /** Its builder puts what comes last in front. */
  private static TraceState traceState(String text) {
    if (text.isEmpty()) {
      return TraceState.getDefault();
    }
    TraceStateBuilder builder = TraceState.builder();
    String[] members = text.split(",", -1);
    for (int i = members.length - 1; i >= 0; i--) {
      int equals = members[i].indexOf('=');
      if (equals > 0) {
        TraceStateBuilder unused =
            builder.put(
                members[i].substring(0, equals).strip(), members[i].substring(equals + 1).strip());
      }
    }
    return builder.build();
  }

  private static String text(TraceState state) {
    if (state.isEmpty()) {
      return "";
    }
    StringJoiner members = new StringJoiner(",");
    for (Map.Entry<String, String> member : state.asMap().entrySet()) {
      members.add(member.getKey() + "=" + member.getValue());
    }
    return members.toString();
  }
}
