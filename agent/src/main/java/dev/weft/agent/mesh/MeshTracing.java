package dev.weft.agent.mesh;

import dev.weft.agent.report.AgentLog;
import dev.weft.agent.report.Faults;
import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.thread.AgentThreads;
import dev.weft.agent.trace.ForeignTracing;
import dev.weft.agent.trace.RandomTraceIds;
import dev.weft.agent.trace.RequestDurations;
import dev.weft.agent.trace.TraceClock;
import dev.weft.agent.trace.Tracer;
import dev.weft.agent.trace.otlp.ExportListener;
import dev.weft.agent.trace.otlp.OtlpExporter;
import dev.weft.agent.trace.otlp.OtlpSettings;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.Workload;
import dev.weft.core.telemetry.TelemetryView;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/** Traces the process's requests as the mesh's config says. */
final class MeshTracing {
  private final Map<String, String> labels;
  private final Faults faults;
  private final Tracer tracer;
  private final OtlpExporter exporter;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile String self = "";

  MeshTracing(AgentSettings settings, AgentLog log, Faults faults) {
    this.labels = settings.labels();
    this.faults = faults;
    OtlpSettings otlp = OtlpSettings.read(properties(), System.getenv());
    for (String problem : otlp.problems()) {
      log.warn("telemetry.setting", "problem", problem);
    }
    RequestDurations durations = new RequestDurations(RequestDurations.DEFAULT_LIMIT);
    this.exporter =
        new OtlpExporter(otlp, durations, TraceClock.SYSTEM, () -> self, new Logged(log));
    this.tracer =
        new Tracer(
            exporter.sink(),
            durations,
            TraceClock.SYSTEM,
            new RandomTraceIds(),
            new ForeignTracing(ClassLoader.getSystemClassLoader()),
            otlp.defaultPercentage(),
            System.getenv());
  }

  /** What instrumentation calls. */
  Tracer tracer() {
    return tracer;
  }

  /** Lets {@code config} hold from now on; the first one begins to send. */
  void follow(MeshConfig config, SpiffeId id) {
    self = id.toString();
    tracer.follow(
        TelemetryView.of(
            config.settings(),
            new Workload(id.namespace(), labels),
            config.telemetries(),
            config.traceSamplings()),
        self);
    if (started.compareAndSet(false, true)) {
      exporter.start(new AgentThreads("telemetry", faults));
    }
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    Properties system = System.getProperties();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith("otel.")) {
        properties.put(name, system.getProperty(name, ""));
      }
    }
    return properties;
  }

  /** Failures as lines of the agent's log. */
  private record Logged(AgentLog log) implements ExportListener {
    @Override
    public void failed(String to, String why) {
      log.warn("telemetry.not.sent", "to", to, "why", why);
    }

    @Override
    public void recovered(String to, long lost) {
      log.info("telemetry.sent.again", "to", to, "spans_lost", lost);
    }
  }
}
