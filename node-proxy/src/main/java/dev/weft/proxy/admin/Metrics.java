package dev.weft.proxy.admin;

import dev.weft.proxy.workload.Workload;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The proxy's own figures in Prometheus' text format. What requests take goes by OTLP, as
 * everywhere.
 */
record Metrics(Supplier<List<Workload>> workloads, IntSupplier openConnections) {
  String text() {
    List<Workload> served = workloads.get();
    StringBuilder text = new StringBuilder();
    gauge(text, "weft_proxy_connections_open", "Connections of clients that are open.");
    text.append("weft_proxy_connections_open ").append(openConnections.getAsInt()).append('\n');
    gauge(text, "weft_proxy_workload_ready", "Whether the workload has an identity and rules.");
    for (Workload workload : served) {
      sample(text, "weft_proxy_workload_ready", workload, workload.isReady() ? 1 : 0);
    }
    gauge(text, "weft_proxy_inbound_open", "Connections that have been let in and are open.");
    for (Workload workload : served) {
      sample(text, "weft_proxy_inbound_open", workload, workload.open().size());
    }
    return text.toString();
  }

  private static void gauge(StringBuilder text, String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
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
