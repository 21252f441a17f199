package dev.weft.core.control;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code start} waits at: opened by the first config in force, or by a lasting refusal.
 *
 * <p>Not a CompletableFuture: its class initialises the common pool, whose size the program's
 * {@code main} may be about to set.
 */
final class StartGate {
  private final CountDownLatch decided = new CountDownLatch(1);
  // Guarded by this.
  private Optional<ControlException> refusal = Optional.empty();
  private volatile @Nullable ControlException last;

  void open() {
    decide(Optional.empty());
  }

  /** Takes note of {@code failure}; one that will not pass by itself ends the wait. */
  void failed(ControlException failure) {
    last = failure;
    switch (failure.kind()) {
      case UNTRUSTED_SERVER, NOT_AUTHENTICATED, REFUSED, MALFORMED_ANSWER, CONFIG_REFUSED, CLOSED ->
          decide(Optional.of(failure));
      case UNREACHABLE, NO_CREDENTIAL, OVERLOADED -> {}
    }
  }

  void await(Duration timeout) throws MeshStartException, InterruptedException {
    if (!decided.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      throw late(timeout);
    }
    Optional<ControlException> refused = refusal();
    if (refused.isPresent()) {
      ControlException why = refused.get();
      throw new MeshStartException(why.kind(), String.valueOf(why.getMessage()), why);
    }
  }

  /** The first outcome stands. */
  private synchronized void decide(Optional<ControlException> outcome) {
    if (decided.getCount() > 0) {
      refusal = outcome;
      decided.countDown();
    }
  }

  private synchronized Optional<ControlException> refusal() {
    return refusal;
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
