package dev.weft.proxy.link;

import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.rules.ConnectionEvents;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what became of connections. */
final class ToldEvents implements ConnectionEvents {
  final List<String> all = new CopyOnWriteArrayList<>();

  @Override
  public void accepted(@Nullable SpiffeId peer, InetSocketAddress remote, InetSocketAddress local) {
    all.add("accepted " + (peer == null ? "plaintext" : peer));
  }

  @Override
  public void connected(SpiffeId peer, InetSocketAddress remote) {
    all.add("connected " + peer);
  }

  @Override
  public void refused(
      boolean inbound,
      @Nullable SpiffeId peer,
      @Nullable InetSocketAddress remote,
      int port,
      String reason) {
    all.add("refused " + reason);
  }

  @Override
  public void sniffTimedOut(InetSocketAddress remote, int port) {}

  @Override
  public void truncated(boolean strict) {}

  @Override
  public void fault(String where, Throwable fault) {
    all.add("fault " + where + ": " + fault);
  }
}
