package dev.weft.agent.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.settings.AgentSettings;
import dev.weft.agent.testing.ForkedJvm;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import dev.weft.enforcer.trace.Tracer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class MeshTracingTest {
  @Test
  void tracer_firstAskedBySeveralThreads_isOne() throws Exception {
    EventLog log = EventLog.to(null, LogLevel.INFO);
    MeshTracing tracing =
        new MeshTracing(
            AgentSettings.read(ForkedJvm.SETTINGS, Map.of(), Map.of()), null, log, new Faults(log));
    Set<Tracer> seen = ConcurrentHashMap.newKeySet();
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> seen.add(tracing.tracer()));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(seen).hasSize(1);
  }
}
