package dev.weft.proxy.workload;

import dev.weft.core.control.MeshClient;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.http.WebClient;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.Workload;
import dev.weft.core.telemetry.TelemetryView;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.trace.AccessLogWriter;
import dev.weft.enforcer.trace.RandomTraceIds;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.TraceClock;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.enforcer.trace.otlp.ExportLog;
import dev.weft.enforcer.trace.otlp.OtlpExporter;
import dev.weft.enforcer.trace.otlp.OtlpSettings;
import dev.weft.enforcer.trace.otlp.TraceStoreDestination;
import dev.weft.proxy.net.ProxyThreads;
import java.util.Map;

/**
 * Traces the requests of one workload as its Telemetry says, and sends spans and durations to where
 * the {@code OTEL_*} variables of the proxy say, in the workload's own name. Safe for any thread.
 */
final class WorkloadTracing {
  private final Map<String, String> labels;
  private final Tracer tracer;
  private volatile String self = "";

  /**
   * @param toTraceStore whether spans go to the policy server where no collector is named
   */
  WorkloadTracing(
      Map<String, String> labels,
      MeshClient client,
      boolean toTraceStore,
      EventLog log,
      Faults faults) {
    this.labels = labels;
    OtlpSettings settings = OtlpSettings.read(Map.of(), System.getenv());
    for (String problem : settings.problems()) {
      log.warn("telemetry.setting", "problem", problem);
    }
    RequestDurations durations = new RequestDurations(RequestDurations.DEFAULT_LIMIT);
    OtlpExporter exporter =
        new OtlpExporter(
            settings,
            new WebClient(new ProxyThreads("telemetry-deadline", faults)),
            toTraceStore ? new TraceStoreDestination(client) : null,
            durations,
            TraceClock.SYSTEM,
            () -> self,
            new ExportLog(log));
    this.tracer =
        new Tracer(
            exporter.sink(),
            settings.durations().isPresent() ? durations : null,
            TraceClock.SYSTEM,
            new RandomTraceIds(),
            () -> false,
            settings.defaultPercentage(),
            System.getenv());
    tracer.logTo(new AccessLogWriter(log, new ProxyThreads("access-log", faults)));
    exporter.start(new ProxyThreads("telemetry", faults));
  }

  Tracer tracer() {
    return tracer;
  }

  /** Lets {@code config} hold for spans that start from now on. */
  void follow(MeshConfig config, SpiffeId id) {
    self = id.toString();
    tracer.follow(
        TelemetryView.of(
            config.settings(),
            new Workload(id.namespace(), labels),
            config.telemetries(),
            config.traceSamplings()),
        self);
  }
}
