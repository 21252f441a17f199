package dev.weft.agent.tls.wire;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rules.ConnectionEvents;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Keeps the faults, of which there may be none. */
public final class ToldEvents implements ConnectionEvents {
  final Queue<String> faults = new ConcurrentLinkedQueue<>();

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
    // The application gets an exception with it.
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
