package dev.weft.enforcer.trace.otlp;

import dev.weft.enforcer.trace.DurationSeries;
import dev.weft.enforcer.trace.Histogram;
import dev.weft.enforcer.trace.Protocol;
import dev.weft.enforcer.trace.SpanKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes durations (OTLP 1.x, {@code metrics_service.proto} and {@code metrics.proto}). */
final class DurationMessage {
  private static final int CUMULATIVE = 2;

  private final OtlpResource resource;
  private final String self;
  private final long startNanos;

  /**
   * @param self the SPIFFE ID of this workload; empty while there is none
   * @param startNanos since when is counted, in nanoseconds since 1970
   */
  DurationMessage(OtlpResource resource, String self, long startNanos) {
    this.resource = resource;
    this.self = self;
    this.startNanos = startNanos;
  }

  /** {@code ExportMetricsServiceRequest}. */
  byte[] request(Map<DurationSeries, Histogram> series, long nowNanos) {
    ProtobufWriter scope = new ProtobufWriter().message(1, OtlpResource.scope());
    for (Protocol protocol : Protocol.values()) {
      for (SpanKind kind : SpanKind.values()) {
        metric(scope, protocol, kind, series, nowNanos);
      }
    }
    return new ProtobufWriter()
        .message(1, new ProtobufWriter().message(1, resource.message()).message(2, scope))
        .toBytes();
  }

  private void metric(
      ProtobufWriter scope,
      Protocol protocol,
      SpanKind kind,
      Map<DurationSeries, Histogram> series,
      long nowNanos) {
    ProtobufWriter histogram = new ProtobufWriter();
    boolean any = false;
    for (Map.Entry<DurationSeries, Histogram> entry : series.entrySet()) {
      if (entry.getKey().kind() == kind && entry.getKey().protocol() == protocol) {
        any = true;
        histogram.message(1, point(entry.getKey(), entry.getValue().snapshot(), nowNanos));
      }
    }
    if (any) {
      scope.message(2, metric(protocol, kind, histogram.varint(2, CUMULATIVE)));
    }
  }

  private static ProtobufWriter metric(Protocol protocol, SpanKind kind, ProtobufWriter histogram) {
    String side = kind == SpanKind.SERVER ? "server" : "client";
    boolean http = protocol == Protocol.HTTP;
    return new ProtobufWriter()
        .text(1, http ? "http." + side + ".request.duration" : "rpc." + side + ".call.duration")
        .text(2, "Duration of " + (http ? "HTTP " + side + " requests." : side + " calls."))
        .text(3, "s")
        .message(9, histogram);
  }

  private ProtobufWriter point(DurationSeries of, Histogram.Snapshot counted, long nowNanos) {
    double[] bounds = Histogram.bounds();
    long[] boundBits = new long[bounds.length];
    for (int i = 0; i < bounds.length; i++) {
      boundBits[i] = Double.doubleToRawLongBits(bounds[i]);
    }
    ProtobufWriter point =
        new ProtobufWriter()
            .fixed64(2, startNanos)
            .fixed64(3, nowNanos)
            .fixed64Always(4, counted.count())
            .fixed64Always(5, Double.doubleToRawLongBits(counted.sum()))
            .packedFixed64(6, counted.counts())
            .packedFixed64(7, boundBits);
    if (of.isOverflow()) {
      OtlpResource.attribute(point, 9, "otel.metric.overflow", true);
      return point;
    }
    boolean server = of.kind() == SpanKind.SERVER;
    String peer = of.peer() == null ? "" : "spiffe://" + of.peer();
    if (of.protocol() == Protocol.HTTP) {
      put(point, "http.request.method", of.method());
      put(point, "http.response.status_code", of.status() == 0 ? null : (long) of.status());
    } else {
      put(point, "rpc.system.name", "grpc");
      put(point, "rpc.method", of.method());
      put(point, "rpc.response.status_code", of.statusName());
    }
    put(point, "error.type", of.errorType());
    put(point, "weft.source.identity", server ? peer : self);
    put(point, "weft.destination.identity", server ? self : peer);
    put(point, "weft.verdict", of.verdict().text());
    return point;
  }

  private static void put(ProtobufWriter point, String name, @Nullable Object value) {
    if (value != null && !value.equals("")) {
      OtlpResource.attribute(point, 9, name, value);
    }
  }
}
