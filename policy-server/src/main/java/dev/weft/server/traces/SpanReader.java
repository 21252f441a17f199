package dev.weft.server.traces;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.weft.core.identity.SpiffeId;
import dev.weft.server.http.ApiException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads spans from an OTLP export request (opentelemetry-proto, trace/v1). */
public final class SpanReader {
  private static final int MOST_SPANS = 4_096;
  private static final int MOST_ATTRIBUTES = 32;
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_VALUE = 256;
  private static final HexFormat HEX = HexFormat.of();

  private SpanReader() {}

  /**
   * The spans of a request, their texts cut to bounds. Spans without proper ids are left out.
   *
   * @param workload who sent it
   * @throws ApiException 400 when it is no such request, 413 when it has too many spans
   */
  public static List<TraceSpan> read(byte[] body, SpiffeId workload) {
    ExportTraceServiceRequest request;
    try {
      request = ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw ApiException.badRequest("body", "malformed (expected: an OTLP trace export request)");
    }
    List<TraceSpan> found = new ArrayList<>();
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          if (found.size() == MOST_SPANS) {
            throw new ApiException(413, "spans: too many (expected: at most " + MOST_SPANS + ")");
          }
          if (isId(span.getTraceId(), 16) && isId(span.getSpanId(), 8)) {
            found.add(read(span, workload));
          }
        }
      }
    }
    return found;
  }

  private static TraceSpan read(Span span, SpiffeId workload) {
    long start = Math.max(0, span.getStartTimeUnixNano());
    return new TraceSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        isId(span.getParentSpanId(), 8) ? hex(span.getParentSpanId()) : "",
        workload,
        cut(span.getName(), LONGEST_NAME),
        kind(span.getKind()),
        start,
        Math.max(0, span.getEndTimeUnixNano() - start),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
        attributes(span.getAttributesList()));
  }

  private static boolean isId(ByteString id, int length) {
    if (id.size() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (id.byteAt(i) != 0) {
        return true;
      }
    }
    return false;
  }

  private static String hex(ByteString id) {
    return HEX.formatHex(id.toByteArray());
  }

  private static String kind(Span.SpanKind kind) {
    return switch (kind) {
      case SPAN_KIND_SERVER, SPAN_KIND_CLIENT, SPAN_KIND_PRODUCER, SPAN_KIND_CONSUMER ->
          kind.name().substring("SPAN_KIND_".length()).toLowerCase(Locale.ROOT);
      default -> "internal";
    };
  }

  private static Map<String, String> attributes(List<KeyValue> given) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (KeyValue attribute : given) {
      if (attributes.size() == MOST_ATTRIBUTES) {
        break;
      }
      String value = text(attribute.getValue());
      if (!attribute.getKey().isEmpty() && !value.isEmpty()) {
        attributes.put(cut(attribute.getKey(), LONGEST_NAME), cut(value, LONGEST_VALUE));
      }
    }
    return attributes;
  }

  /** Lists and maps are not shown. */
  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      default -> "";
    };
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
