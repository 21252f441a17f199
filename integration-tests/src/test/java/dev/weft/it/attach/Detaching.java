package dev.weft.it.attach;

import dev.weft.it.attach.Attach.Outcome;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TestMesh.AgentFlag;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A detach that waits for connections, while the test goes on. */
final class Detaching {
  private final CompletableFuture<Outcome> outcome;

  private Detaching(CompletableFuture<Outcome> outcome) {
    this.outcome = outcome;
  }

  /** Begins one, and returns when it is under way. */
  static Detaching begin(Jdk jdk, JvmProcess program, AgentFlag flag) {
    Detaching begun =
        new Detaching(
            CompletableFuture.supplyAsync(
                () -> Attach.detach(jdk, program, "drain=60s"),
                task -> new Thread(task, "detach").start()));
    Awaitility.await()
        .atMost(JvmProcess.PATIENCE)
        .until(() -> begun.outcome.isDone() || isUnderWay(flag));
    return begun;
  }

  private static boolean isUnderWay(AgentFlag flag) throws IOException {
    return flag.lines().stream().anyMatch(line -> line.contains("event=detach done=begun"));
  }

  boolean isDone() {
    return outcome.isDone();
  }

  /** How it ended. */
  Outcome outcome() throws Exception {
    return outcome.get(JvmProcess.PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
  }
}
