package dev.weft.proxy.ready;

import dev.weft.proxy.captured.CaptureHealth;
import dev.weft.proxy.link.MeshTls;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the proxy serves whom it has to serve. Blocks; one thread at a time, others wait. */
public final class Readiness {
  /** Whoever asks more often gets the same answer: a handshake costs something. */
  private static final long NANOS_OF_AN_ANSWER = Duration.ofSeconds(1).toNanos();

  private final Supplier<List<Workload>> workloads;
  private final BooleanSupplier areKnown;
  private final @Nullable CaptureHealth capture;
  private final DataPathProbe probe;
  private long answered = System.nanoTime() - NANOS_OF_AN_ANSWER;
  private @Nullable String answer;
  private int turn;

  /**
   * @param workloads whom the proxy serves at the moment
   * @param areKnown whether it is known whom it has to serve
   * @param capture null when the kernel diverts nothing
   */
  public Readiness(
      Supplier<List<Workload>> workloads,
      BooleanSupplier areKnown,
      @Nullable CaptureHealth capture,
      Transport transport,
      MeshTls tls) {
    this.workloads = workloads;
    this.areKnown = areKnown;
    this.capture = capture;
    this.probe = new DataPathProbe(transport, tls);
  }

  /** What is lacking, for people; null when it is ready. */
  public synchronized @Nullable String lack() throws InterruptedException {
    if (System.nanoTime() - answered >= NANOS_OF_AN_ANSWER) {
      answer = find();
      answered = System.nanoTime();
    }
    return answer;
  }

  private @Nullable String find() throws InterruptedException {
    if (!areKnown.getAsBoolean()) {
      return "not known yet whom to serve";
    }
    List<Workload> all = workloads.get();
    List<String> missing =
        all.stream().filter(it -> !it.isReady()).map(it -> it.spec().name()).toList();
    if (!missing.isEmpty()) {
      return "no identity or no rules yet: " + String.join(", ", missing);
    }
    String diverting = capture == null ? null : capture.trouble();
    return diverting != null ? "capture: " + diverting : probe(all);
  }

  /** Of many workloads one at a time: what they share is most of it. */
  private @Nullable String probe(List<Workload> all) throws InterruptedException {
    if (all.isEmpty()) {
      return null;
    }
    turn = (turn + 1) % all.size();
    Workload one = all.get(turn);
    String failure = probe.failure(one);
    return failure == null ? null : "data path of " + one.spec().name() + ": " + failure;
  }
}
