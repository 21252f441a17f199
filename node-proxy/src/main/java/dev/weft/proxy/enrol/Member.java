package dev.weft.proxy.enrol;

import dev.weft.core.control.LeaseAnswer;
import dev.weft.proxy.capture.WorkloadPorts;
import dev.weft.proxy.captured.Captured;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A workload that is served, with its ports and its pod. By one thread at a time. */
final class Member {
  /** How long ports wait for the policy server's word that it knows of them. */
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final Workload workload;
  private final WorkloadPorts ports;
  private final @Nullable Captured captured;
  private final List<InetSocketAddress> announced = new ArrayList<>();

  Member(Workload workload, WorkloadPorts ports, @Nullable Captured captured) {
    this.workload = workload;
    this.ports = ports;
    this.captured = captured;
  }

  Workload workload() {
    return workload;
  }

  @Nullable Captured captured() {
    return captured;
  }

  /**
   * Joins the mesh, and tells it where the workload will be met: whoever can connect to it is not
   * to be told by the mesh that nobody is there. Waits for each a moment only.
   */
  void join(Duration timeout) {
    workload.join(timeout);
    List<CompletableFuture<LeaseAnswer>> answers = new ArrayList<>();
    for (InetSocketAddress place : WorkloadPorts.places(workload.spec().listeners())) {
      announced.add(place);
      answers.add(workload.announce(place));
    }
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
          .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The ports open all the same, and the log has what was answered when it is.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Opens its ports, and tells the mesh where it is, beside what it was told before.
   *
   * @param captured where connections to it are captured
   * @throws IOException when a port cannot be opened
   */
  void open(List<InetSocketAddress> captured) throws IOException {
    List<InetSocketAddress> open = new ArrayList<>(ports.open(workload.spec().listeners()));
    open.addAll(captured);
    for (InetSocketAddress place : open) {
      if (!announced.contains(place)) {
        announced.add(place);
        CompletableFuture<LeaseAnswer> unused = workload.announce(place);
      }
    }
  }

  /** Tells the mesh that it is nowhere any more. */
  void withdraw() {
    announced.forEach(workload::withdraw);
    announced.clear();
  }

  /** Accepts nothing more for it. */
  void closePorts() {
    ports.close();
  }

  /** Ends its part in the mesh, which is waited for. */
  void leave() {
    workload.close();
  }
}
