package dev.weft.proxy.workload;

import dev.weft.core.control.MeshClient;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.http.WebClient;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.Workload;
import dev.weft.core.telemetry.TelemetryView;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.trace.AccessLog;
import dev.weft.enforcer.trace.RandomTraceIds;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.TraceClock;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.enforcer.trace.otlp.ExportLog;
import dev.weft.enforcer.trace.otlp.OtlpExporter;
import dev.weft.enforcer.trace.otlp.OtlpSettings;
import dev.weft.enforcer.trace.otlp.TraceStoreDestination;
import dev.weft.proxy.net.ProxyThreads;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces the requests of one workload as its Telemetry says, and sends spans and durations to where
 * the {@code OTEL_*} variables of the proxy say, in the workload's own name. Safe for any thread.
 */
final class WorkloadTracing implements AutoCloseable {
  /** How long the last of it may take to be sent. */
  private static final Duration LAST = Duration.ofSeconds(2);

  private final Map<String, String> labels;
  private final Tracer tracer;
  private final OtlpExporter exporter;
  private volatile String self = "";

  /**
   * @param traceStore the policy server, where spans go when no collector is named; null for
   *     nowhere
   * @param environment the {@code OTEL_*} variables
   * @param accessLog where requests are logged; shared, and not ended here
   */
  WorkloadTracing(
      Map<String, String> labels,
      @Nullable MeshClient traceStore,
      Map<String, String> environment,
      AccessLog accessLog,
      EventLog log,
      Faults faults) {
    this.labels = labels;
    OtlpSettings settings = OtlpSettings.read(Map.of(), environment);
    for (String problem : settings.problems()) {
      log.warn("telemetry.setting", "problem", problem);
    }
    RequestDurations durations = new RequestDurations(RequestDurations.DEFAULT_LIMIT);
    this.exporter =
        new OtlpExporter(
            settings,
            new WebClient(new ProxyThreads("telemetry-deadline", faults)),
            traceStore == null ? null : new TraceStoreDestination(traceStore),
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
            environment);
    tracer.logTo(accessLog);
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

  /** Sends what waits, as long as that takes no more than a moment, and then no more. */
  @Override
  public void close() {
    try {
      exporter.finish(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
