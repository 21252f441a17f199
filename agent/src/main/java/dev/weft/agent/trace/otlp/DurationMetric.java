package dev.weft.agent.trace.otlp;

import dev.weft.agent.trace.DurationSeries;
import dev.weft.agent.trace.SpanKind;

/** A metric of durations, as OpenTelemetry's conventions for HTTP and for RPC have it. */
enum DurationMetric {
  HTTP_CLIENT(SpanKind.CLIENT, false, "http.client.request.duration", "HTTP client requests"),
  HTTP_SERVER(SpanKind.SERVER, false, "http.server.request.duration", "HTTP server requests"),
  RPC_CLIENT(SpanKind.CLIENT, true, "rpc.client.duration", "outbound RPC"),
  RPC_SERVER(SpanKind.SERVER, true, "rpc.server.duration", "inbound RPC");

  private final SpanKind kind;
  private final boolean rpc;
  private final String metric;
  private final String of;

  DurationMetric(SpanKind kind, boolean rpc, String metric, String of) {
    this.kind = kind;
    this.rpc = rpc;
    this.metric = metric;
    this.of = of;
  }

  /** Whether it consists of this series, among others. */
  boolean counts(DurationSeries series) {
    return series.kind() == kind && series.isRpc() == rpc;
  }

  /** How many of its units are a second: those for RPC are milliseconds. */
  int perSecond() {
    return rpc ? 1000 : 1;
  }

  /** {@code Metric}. */
  ProtobufWriter message(ProtobufWriter histogram) {
    return new ProtobufWriter()
        .text(1, metric)
        .text(2, "Duration of " + of + ".")
        .text(3, rpc ? "ms" : "s")
        .message(9, histogram);
  }
}
