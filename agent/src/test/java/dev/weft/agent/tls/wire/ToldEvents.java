package dev.weft.agent.tls.wire;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rules.ConnectionEvents;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps the faults, of which there may be none, and the reasons of refusals. */
public final class ToldEvents implements ConnectionEvents {
  final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();

  /** The reason of the next refusal. */
  String awaitRefusal(Duration patience) throws InterruptedException {
    return String.valueOf(refusals.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void accepted(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local) {
    // What comes of it is what the test looks at.
  }

  @Override
  public void connected(SpiffeId peer, InetSocketAddress remote) {
    // What comes of it is what the test looks at.
  }

  @Override
  public void refused(
      boolean inbound,
      @Nullable SpiffeId peer,
      @Nullable InetSocketAddress remote,
      int port,
      String reason) {
    refusals.add(reason);
  }

  @Override
  public void sniffTimedOut(InetSocketAddress remote, int port) {
    // What comes of it is what the test looks at.
  }

  @Override
  public void truncated(boolean strict) {
    // The application gets an exception, or an end.
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.add(where + ": " + fault);
  }
}
