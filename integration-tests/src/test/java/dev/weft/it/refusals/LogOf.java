package dev.weft.it.refusals;

import dev.weft.it.harness.TestMesh.AgentFlag;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The lines of an agent's log that tell of something wrong. */
final class LogOf {
  /** A line is written before the application is told. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final AgentFlag agent;
  private int seen;

  LogOf(AgentFlag agent) {
    this.agent = agent;
  }

  /** Those since it was last asked: one at least. */
  List<String> next() {
    List<String> next =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> warnings().stream().skip(seen).toList(), lines -> !lines.isEmpty());
    seen += next.size();
    return next;
  }

  private List<String> warnings() throws IOException {
    return agent.lines().stream()
        .filter(line -> line.contains(" level=WARN ") || line.contains(" level=ERROR "))
        .toList();
  }
}
