package dev.weft.proxy.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.trace.AccessLog;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkloadTracingTest {
  private static final int WORKLOADS = 20;

  /** Nobody listens there: what is sent is refused at once. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");

  private final EventLog log = EventLog.to(null, LogLevel.ERROR);

  private WorkloadTracing open() {
    return new WorkloadTracing(Map.of(), null, ENVIRONMENT, AccessLog.NONE, log, new Faults(log));
  }

  private static Set<Thread> senders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().startsWith("weft-telemetry-"))
        .collect(Collectors.toSet());
  }

  @Test
  void close_workloadsThatComeAndGo_leaveNoThread() throws InterruptedException {
    Set<Thread> started = new HashSet<>();
    Set<Thread> before = senders();
    for (int i = 0; i < WORKLOADS; i++) {
      try (WorkloadTracing tracing = open()) {
        assertThat(tracing.tracer()).isNotNull();
        started.addAll(senders());
      }
    }
    started.removeAll(before);

    assertThat(started).hasSize(WORKLOADS);
    for (Thread thread : started) {
      thread.join(5_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }
}
