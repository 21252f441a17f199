package dev.weft.agent.mesh;

import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.thread.AgentThreads;
import dev.weft.agent.trace.ClientSpans;
import dev.weft.agent.trace.ForeignTracing;
import dev.weft.core.control.MeshConfig;
import dev.weft.core.http.WebClient;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.Workload;
import dev.weft.core.telemetry.TelemetryView;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.request.RequestTraces;
import dev.weft.enforcer.request.ServerTraces;
import dev.weft.enforcer.rights.OwnRights;
import dev.weft.enforcer.trace.AccessLogWriter;
import dev.weft.enforcer.trace.RandomTraceIds;
import dev.weft.enforcer.trace.RequestDurations;
import dev.weft.enforcer.trace.TraceClock;
import dev.weft.enforcer.trace.Tracer;
import dev.weft.enforcer.trace.otlp.ExportLog;
import dev.weft.enforcer.trace.otlp.OtlpDestination;
import dev.weft.enforcer.trace.otlp.OtlpExporter;
import dev.weft.enforcer.trace.otlp.OtlpSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces the process's requests as the mesh's config says. What it takes to trace is made on an
 * agent thread once there is a config, or earlier by the first request, so that the program's start
 * does not wait for it. Safe for any thread.
 */
final class MeshTracing {
  private final Map<String, String> labels;
  private final @Nullable OtlpDestination traceStore;
  private final EventLog log;
  private final EventLog accessLog;
  private final Faults faults;
  private final ForeignTracing foreign = new ForeignTracing(ClassLoader.getSystemClassLoader());
  private final Object lock = new Object();
  private volatile @Nullable Tracer tracer;
  private @Nullable TelemetryView view;
  private @Nullable OtlpExporter exporting; // Guarded by the lock, as the next two.
  private @Nullable AccessLogWriter writing;
  private boolean closed;
  private volatile String self = "";

  /** {@code traceStore} is where spans go without a collector; null for nowhere. */
  MeshTracing(
      AgentSettings settings, @Nullable OtlpDestination traceStore, EventLog log, Faults faults) {
    this.labels = settings.labels();
    this.traceStore = traceStore;
    this.log = log;
    // Its file is opened by the first line.
    this.accessLog = EventLog.to(settings.accessLogFile(), LogLevel.INFO);
    this.faults = faults;
  }

  /** What instrumentation calls; one read, but for the first time. */
  Tracer tracer() {
    Tracer made = tracer;
    return made == null ? OwnRights.use(this::make) : made;
  }

  /**
   * What traces the requests that come in. It waits for no tracer: until there is one, it traces
   * nothing.
   */
  RequestTraces ofRequests() {
    return new ServerTraces(
        // No lambda: to link one loads what it returns, before there is anything to trace.
        new ServerTraces.Current() {
          @Override
          public @Nullable Tracer get() {
            return tracer;
          }
        },
        faults);
  }

  /** What is told of the requests that the program sends; {@code peers} says who answers them. */
  ClientSpans ofSentRequests(ClientSpans.Peers peers) {
    return new ClientSpans(
        // No lambda here either.
        new Supplier<Tracer>() {
          @Override
          public Tracer get() {
            return tracer();
          }
        },
        peers,
        foreign,
        faults);
  }

  /** Lets {@code config} hold for spans that start from now on. */
  void follow(MeshConfig config, SpiffeId id) {
    TelemetryView next =
        TelemetryView.of(
            config.settings(),
            new Workload(id.namespace(), labels),
            config.telemetries(),
            config.traceSamplings());
    synchronized (lock) {
      boolean first = view == null;
      view = next;
      self = id.toString();
      Tracer made = tracer;
      if (made != null) {
        made.follow(next, self);
      } else if (first) {
        new AgentThreads("tracing", faults).newThread(this::tracer).start();
      }
    }
  }

  /** Sends and writes no more. What is traced afterwards goes nowhere. */
  void close() {
    synchronized (lock) {
      closed = true;
      if (exporting != null) {
        exporting.stop();
      }
      if (writing != null) {
        writing.close();
      }
    }
  }

  private Tracer make() {
    synchronized (lock) {
      Tracer before = tracer;
      if (before != null) {
        return before;
      }
      OtlpSettings settings = OtlpSettings.read(properties(), System.getenv());
      for (String problem : settings.problems()) {
        log.warn("telemetry.setting", "problem", problem);
      }
      RequestDurations durations = new RequestDurations(RequestDurations.DEFAULT_LIMIT);
      OtlpExporter exporter =
          new OtlpExporter(
              settings,
              new WebClient(new AgentThreads("telemetry-deadline", faults)),
              traceStore,
              durations,
              TraceClock.SYSTEM,
              () -> self,
              new ExportLog(log));
      Tracer made =
          new Tracer(
              exporter.sink(),
              settings.durations().isPresent() ? durations : null,
              TraceClock.SYSTEM,
              new RandomTraceIds(),
              foreign,
              settings.defaultPercentage(),
              System.getenv());
      TelemetryView known = view;
      if (known != null) {
        made.follow(known, self);
      }
      AccessLogWriter writer =
          new AccessLogWriter(accessLog, new AgentThreads("access-log", faults));
      made.logTo(writer);
      if (closed) {
        writer.close();
      } else {
        exporter.start(new AgentThreads("telemetry", faults));
      }
      exporting = exporter;
      writing = writer;
      tracer = made;
      return made;
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
}
