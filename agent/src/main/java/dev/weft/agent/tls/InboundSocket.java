package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.MutualTlsMode;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection. */
public final class InboundSocket extends TlsSocket {
  /** Nanoseconds: one poll(2) cannot wait for less. */
  private static final long SHORTEST_WAIT = 1_000_000;

  private final FileDescriptor fd;
  private final InboundRules rules;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final Consumer<InboundSocket> onGone;
  private boolean silenceTimed;
  private long silentAt;

  /**
   * The state of an accepted connection.
   *
   * @param serverSpeaksFirst whether the port is declared so: a permissive one then awaits nothing
   * @param onGone told when the descriptor is closed
   */
  public InboundSocket(
      SocketContext context,
      InboundRules rules,
      FileDescriptor fd,
      InetSocketAddress remote,
      InetSocketAddress local,
      boolean serverSpeaksFirst,
      Consumer<InboundSocket> onGone) {
    super(context, Phase.OPENING);
    this.fd = fd;
    this.rules = rules;
    this.remote = remote;
    this.local = local;
    this.onGone = onGone;
    MutualTlsMode mode = rules.mode(local.getPort());
    boolean plain =
        mode == MutualTlsMode.DISABLE || (mode == MutualTlsMode.PERMISSIVE && serverSpeaksFirst);
    state.lock.lock();
    try {
      if (rules.isSelf(remote, local)) {
        state.leaveAlone();
      } else if (plain) {
        startPlain();
      } else {
        state.begin(
            new ServerOpening(rules, state.context.events(), state.context.clock(), remote, local));
        if (mode == MutualTlsMode.STRICT) {
          state.startDeadline(fd);
        }
      }
    } finally {
      state.lock.unlock();
    }
  }

  /** The state of a connection whose ends are not known, because it is broken already: closed. */
  public static InboundSocket broken(SocketContext context, InboundRules rules, FileDescriptor fd) {
    InetSocketAddress unknown = new InetSocketAddress(0);
    InboundSocket socket =
        new InboundSocket(context, rules, fd, unknown, unknown, false, gone -> {});
    socket.state.lock.lock();
    try {
      MeshSocketException unused =
          socket.state.fail("connection refused: it broke before its ends were known");
    } finally {
      socket.state.lock.unlock();
    }
    return socket;
  }

  private void startPlain() {
    if (rules.admit(null, remote, local) instanceof Admission.Refused refused) {
      MeshSocketException unused =
          state.fail("connection from " + remote + " refused: " + refused.reason());
    } else {
      state.context.events().accepted(null, remote, local);
      state.leaveAlone();
    }
  }

  /** Checks the client anew, because the rules have changed; cuts it off if it may not talk now. */
  public void recheck() {
    SpiffeId peer;
    state.lock.lock();
    try {
      if (state.phase() != Phase.OPEN && state.phase() != Phase.PLAIN) {
        return;
      }
      Opening opened = state.opening();
      peer = opened == null ? null : opened.peer();
    } finally {
      state.lock.unlock();
    }
    if (rules.isSelf(remote, local)) {
      return;
    }
    if (peer == null && rules.mode(local.getPort()) == MutualTlsMode.STRICT) {
      cut("plaintext, and port " + local.getPort() + " is STRICT now", peer);
    } else if (rules.admit(peer, remote, local) instanceof Admission.Refused refused) {
      cut(refused.reason(), peer);
    }
  }

  private void cut(String reason, @Nullable SpiffeId peer) {
    String who = peer == null ? "" : peer + " at ";
    state.cut(fd, "connection from " + who + remote + " cut: " + reason, true);
  }

  @Override
  public void connected(FileDescriptor descriptor) {
    // An accepted connection is connected from the beginning.
  }

  @Override
  public void wantsToSpeakFirst(Opening current) {
    if (!silenceTimed && current instanceof ServerOpening server && server.untouched()) {
      silenceTimed = true;
      silentAt = System.nanoTime() + state.context.sniffTimeout().toNanos();
      state.context.timer().after(state.context.sniffTimeout(), () -> clientIsSilent(server));
    }
  }

  @Override
  public long patience(Opening current) {
    boolean timed =
        silenceTimed
            && current instanceof ServerOpening server
            && server.untouched()
            && !server.isSilent();
    return timed ? Math.max(SHORTEST_WAIT, silentAt - System.nanoTime()) : 0;
  }

  private void clientIsSilent(ServerOpening server) {
    state.lock.lock();
    try {
      if (state.phase() != Phase.OPENING) {
        return;
      }
      server.clientIsSilent();
    } finally {
      state.lock.unlock();
    }
    try {
      state.open(fd, false);
    } catch (IOException e) {
      // It is in the phase now; whoever waits has been woken and will get it.
      return;
    }
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public boolean inbound() {
    return true;
  }

  @Override
  public int port() {
    return local.getPort();
  }

  @Override
  void gone() {
    onGone.accept(this);
  }
}
