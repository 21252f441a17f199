package dev.weft.core.control;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What {@code start} waits at: opened by the first config in force, or by a lasting refusal. */
final class StartGate {
  private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();
  private volatile @Nullable ControlException last;

  void open() {
    opened.complete(null);
  }

  /** Takes note of {@code failure}; one that will not pass by itself ends the wait. */
  void failed(ControlException failure) {
    last = failure;
    switch (failure.kind()) {
      case UNTRUSTED_SERVER, NOT_AUTHENTICATED, REFUSED, MALFORMED_ANSWER, CONFIG_REFUSED, CLOSED ->
          opened.completeExceptionally(failure);
      case UNREACHABLE, OVERLOADED -> {}
    }
  }

  void await(Duration timeout) throws MeshStartException, InterruptedException {
    try {
      opened.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late(timeout);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ControlException failure
          ? new MeshStartException(failure.kind(), String.valueOf(failure.getMessage()), failure)
          : new MeshStartException(ControlFailure.UNREACHABLE, "start failed", e);
    }
  }

  private MeshStartException late(Duration timeout) {
    ControlException failure = last;
    String within = "not started within " + timeout.toMillis() + " ms: ";
    return failure == null
        ? new MeshStartException(
            ControlFailure.UNREACHABLE, within + "no answer from the policy server", null)
        : new MeshStartException(failure.kind(), within + failure.getMessage(), failure);
  }
}
