package dev.weft.agent.tls;

import dev.weft.bootstrap.MeshSocketException;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.ConnectionPolicy;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.core.policy.PolicyEngine;
import dev.weft.enforcer.link.PeerTrust;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rules.Admission;
import dev.weft.enforcer.rules.KeptPolicy;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection. */
public final class InboundSocket extends TlsSocket {
  /** Nanoseconds: one poll(2) cannot wait for less. */
  private static final long SHORTEST_WAIT = 1_000_000;

  private final FileDescriptor fd;
  private final InboundRules rules;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final boolean self;
  private final Recheck recheck;
  private volatile boolean claimed;
  private volatile @Nullable ConnectionFacts facts;
  private volatile @Nullable KeptPolicy policy;
  private boolean silenceTimed;

  private long silentAt;

  /**
   * The state of an accepted connection.
   *
   * @param serverSpeaksFirst whether the port is declared so: a permissive one then awaits nothing
   */
  public InboundSocket(
      SocketContext context,
      InboundRules rules,
      FileDescriptor fd,
      InetSocketAddress remote,
      InetSocketAddress local,
      boolean serverSpeaksFirst) {
    super(context, Phase.OPENING);
    this.recheck = new Recheck(state, this::check);
    this.fd = fd;
    this.rules = rules;
    this.remote = remote;
    this.local = local;
    this.self = rules.isSelf(remote, local);
    MutualTlsMode mode = rules.mode(local.getPort());
    boolean plain =
        mode == MutualTlsMode.DISABLE || (mode == MutualTlsMode.PERMISSIVE && serverSpeaksFirst);
    state.lock.lock();
    try {
      if (self) {
        state.leaveAlone();
      } else if (plain) {
        startPlain();
      } else {
        // The deadline runs from the first look at the connection, the application's or the
        // agent's.
        state.begin(new ServerOpening(state.context, rules, remote, local, () -> claimed), fd);
      }
    } finally {
      state.lock.unlock();
    }
  }

  /** The state of a connection whose ends are not known, because it is broken already: closed. */
  public static InboundSocket broken(SocketContext context, InboundRules rules, FileDescriptor fd) {
    InetSocketAddress unknown = new InetSocketAddress(0);
    InboundSocket socket = new InboundSocket(context, rules, fd, unknown, unknown, false);
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
    if (admission(null) instanceof Admission.Admitted) {
      state.context.events().accepted(null, remote, local);
      state.leaveAlone();
      opened();
    } else if (rules.admit(null, remote, local, true) instanceof Admission.Refused refused) {
      MeshSocketException unused =
          state.fail("connection from " + remote + " refused: " + refused.reason());
    } else {
      state.begin(new UnjudgedOpening(state.context, this, remote), fd);
    }
  }

  /** Whether a client that has proved to be {@code peer} may talk, as the connection is now. */
  Admission admission(@Nullable SpiffeId peer) {
    return rules.admit(peer, remote, local, claimed);
  }

  /**
   * Every request on the connection is going to be judged: what they may do need not be foreseen.
   * To be called before anything is read.
   */
  public void claim() {
    claimed = true;
    state.lock.lock();
    try {
      if (state.phase() == Phase.OPENING && state.opener.opening() instanceof UnjudgedOpening) {
        startPlain();
      }
    } finally {
      state.lock.unlock();
    }
  }

  /**
   * What follows on the connection is judged by nobody: from now on it is judged as a whole, and
   * cut off if it may not go on as that.
   *
   * @return whether it may go on
   */
  public boolean release() {
    if (claimed) {
      state.lock.lock();
      try {
        // Whoever opens it meanwhile asks with the lock, before or after.
        claimed = false;
      } finally {
        state.lock.unlock();
      }
      recheck();
    }
    return state.phase() != Phase.FAILED;
  }

  /** Whether the client is this very process, whose requests are its own business. */
  public boolean isSelf() {
    return self;
  }

  /** Whose connection it is, to judge a request that came on it: the peer is proved by then. */
  public ConnectionFacts facts() {
    ConnectionFacts known = facts;
    if (known == null) {
      known =
          ConnectionFacts.of(
              peer(), remote.getAddress(), local.getAddress(), local.getPort(), null);
      facts = known;
    }
    return known;
  }

  /** What the rules in force say of a request that came on this connection. */
  public ConnectionPolicy policy(PolicyEngine inForce) {
    KeptPolicy known = policy;
    if (known == null || !known.lastsFor(inForce)) {
      known = KeptPolicy.after(known, inForce, facts());
      policy = known;
    }
    return known.policy();
  }

  /** Who the client has proved to be; null over plaintext. */
  public @Nullable SpiffeId peer() {
    state.lock.lock();
    try {
      Opening opened = state.opener.opening();
      return opened == null ? null : opened.peer();
    } finally {
      state.lock.unlock();
    }
  }

  @Override
  public void recheck() {
    recheck.make();
  }

  private void check(@Nullable PeerTrust trust) {
    if (self) {
      return;
    }
    policy = null; // an idle connection is not to keep the rules that were in force before
    SpiffeId peer = trust == null ? null : trust.peer();
    if (trust != null && !Vouching.isInForce(rules.bundle(), trust)) {
      cut(Vouching.GONE, peer);
    } else if (peer == null && rules.mode(local.getPort()) == MutualTlsMode.STRICT) {
      cut("plaintext, and port " + local.getPort() + " is STRICT now", peer);
    } else if (admission(peer) instanceof Admission.Refused refused) {
      cut(refused.reason(), peer);
    }
  }

  /** As {@link #recheck}, for one that was judged before it was among those that are checked. */
  public void recheckIfPlain() {
    if (state.phase() == Phase.PLAIN) {
      recheck();
    }
  }

  @Override
  public void opened() {
    recheck.opened();
  }

  private void cut(String reason, @Nullable SpiffeId peer) {
    String who = peer == null ? "" : peer + " at ";
    state.endByAgent.cut(fd, "connection from " + who + remote + " cut: " + reason, true);
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
      server.clientIsSilent(fd);
    } catch (IOException e) {
      return; // Broken, which whoever waits for it meets.
    } finally {
      state.lock.unlock();
    }
    try {
      state.opener.open(fd, false);
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
}
