package dev.weft.proxy.admin;

import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.svid.SvidFigures;
import dev.weft.proxy.workload.Workload;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The proxy's own figures in Prometheus' text format. What requests take goes by OTLP, as
 * everywhere.
 *
 * @param workloads whom the proxy serves at the moment
 * @param openConnections how many connections of clients are open
 * @param counts what became of those that were
 * @param datagrams how many datagrams of pods passed by
 * @param svids how it stands with the workloads' SVIDs
 */
public record Metrics(
    Supplier<List<Workload>> workloads,
    IntSupplier openConnections,
    ConnectionCounts counts,
    LongSupplier datagrams,
    Supplier<SvidFigures> svids) {
  String text() {
    List<Workload> served = workloads.get();
    StringBuilder text = new StringBuilder();
    head(text, "weft_proxy_connections_open", "gauge", "Connections of clients that are open.");
    text.append("weft_proxy_connections_open ").append(openConnections.getAsInt()).append('\n');
    connections(text, "accepted", "Connections of clients that were accepted.");
    connections(text, "refused", "Connections that were refused, of clients and to the mesh.");
    connections(text, "closed", "Connections of clients that are over.");
    head(text, "weft_proxy_datagrams_total", "counter", "Datagrams of pods that passed by.");
    text.append("weft_proxy_datagrams_total ").append(datagrams.getAsLong()).append('\n');
    new SvidMetrics(svids.get(), text).append();
    head(
        text,
        "weft_proxy_workload_ready",
        "gauge",
        "Whether the workload has an identity and rules.");
    for (Workload workload : served) {
      sample(text, "weft_proxy_workload_ready", workload, workload.isReady() ? 1 : 0);
    }
    head(
        text,
        "weft_proxy_inbound_open",
        "gauge",
        "Connections that have been let in and are open.");
    for (Workload workload : served) {
      sample(text, "weft_proxy_inbound_open", workload, workload.open().size());
    }
    return text.toString();
  }

  private void connections(StringBuilder text, String kind, String help) {
    String name = "weft_proxy_connections_" + kind + "_total";
    head(text, name, "counter", help);
    counts.each(
        (what, direction, reason, value) -> {
          if (what.equals(kind)) {
            text.append(name).append("{direction=\"").append(direction).append('"');
            if (!reason.isEmpty()) {
              text.append(",reason=\"").append(reason).append('"');
            }
            text.append("} ").append(value).append('\n');
          }
        });
  }

  static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** A workload's name is made of letters, digits, dots and dashes: nothing is to be escaped. */
  private static void sample(StringBuilder text, String name, Workload workload, int value) {
    text.append(name)
        .append("{workload=\"")
        .append(workload.spec().name())
        .append("\"} ")
        .append(value)
        .append('\n');
  }
}
