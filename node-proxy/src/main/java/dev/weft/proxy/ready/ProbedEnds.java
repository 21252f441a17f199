package dev.weft.proxy.ready;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rules.ConnectionEvents;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a probe say of each other. A refusal by policy is as good as a welcome: the way
 * was gone to its end. Safe for any thread.
 */
final class ProbedEnds implements ConnectionEvents {
  private final @Nullable SpiffeId self;
  private final CompletableFuture<Void> judged = new CompletableFuture<>();
  private final CompletableFuture<Void> verified = new CompletableFuture<>();

  /**
   * @param self who is at both ends; null where nobody has to prove who he is
   */
  ProbedEnds(@Nullable SpiffeId self) {
    this.self = self;
    if (self == null) {
      verified.complete(null);
    }
  }

  @Override
  public void accepted(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local) {
    judgedIs(peer);
  }

  /** Somebody else may have come to the port: only the probe itself counts. */
  private void judgedIs(@Nullable SpiffeId peer) {
    if (self == null || self.equals(peer)) {
      judged.complete(null);
    }
  }

  @Override
  public void connected(SpiffeId peer, InetSocketAddress remote) {
    verified.complete(null);
  }

  @Override
  public void refused(
      boolean inbound,
      @Nullable SpiffeId peer,
      @Nullable InetSocketAddress remote,
      int port,
      String reason) {
    if (inbound) {
      judgedIs(peer);
    } else if (peer != null) {
      verified.complete(null);
    } else {
      verified.completeExceptionally(new IOException(reason));
    }
  }

  @Override
  public void sniffTimedOut(InetSocketAddress remote, int port) {
    // A stranger's: the probe speaks at once.
  }

  @Override
  public void truncated(boolean strict) {
    // The probe is over by then.
  }

  @Override
  public void fault(String where, Throwable fault) {
    failed(new IOException(where + ": " + fault, fault));
  }

  /** There is no connection. */
  void failed(Throwable why) {
    judged.completeExceptionally(why);
  }

  /**
   * Waits until both ends know the other one.
   *
   * @return null when they do; else what is wrong, for people
   */
  @Nullable String await(Duration most) throws InterruptedException {
    try {
      CompletableFuture.allOf(judged, verified).get(most.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    } catch (TimeoutException e) {
      return "no answer within " + most.toMillis() + " ms";
    }
  }
}
