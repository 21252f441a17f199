package dev.weft.agent.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.AgentThread;
import dev.weft.enforcer.report.EventLog;
import dev.weft.enforcer.report.Faults;
import dev.weft.enforcer.report.LogLevel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentThreadsTest {
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  /** What a thread saw of itself. */
  private record Seen(boolean isAgent, boolean hasParentGroup, boolean inherits) {}

  @Test
  void newThread_fromAnApplicationThread_takesNothingOfIt() throws Exception {
    Faults faults = new Faults(EventLog.to(null, LogLevel.INFO));
    INHERITED.set("the application's");
    CompletableFuture<Seen> seen = new CompletableFuture<>();
    Thread thread =
        new AgentThreads("lease", faults)
            .newThread(
                () ->
                    seen.complete(
                        new Seen(
                            AgentThread.isCurrent(),
                            Thread.currentThread().getThreadGroup().getParent() != null,
                            INHERITED.get() != null)));
    assertThat(thread.getName()).isEqualTo("weft-lease-1");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isSameAs(ClassLoader.getPlatformClassLoader());
    thread.start();
    assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(new Seen(true, false, false));
    assertThat(AgentThread.isCurrent()).isFalse();
  }

  @Test
  void newThread_taskThrows_isAFaultAndNotAPrint() throws Exception {
    Faults faults = new Faults(EventLog.to(null, LogLevel.INFO));
    Thread thread =
        new AgentThreads("lease", faults)
            .newThread(
                () -> {
                  throw new IllegalStateException("broken");
                });
    thread.start();
    thread.join(10_000);
    assertThat(faults.counts()).containsEntry("thread.lease", 1L);
  }
}
