package dev.weft.agent.tls.wire;

import dev.weft.agent.mesh.AgentWaiting;
import dev.weft.agent.tls.Farewells;
import dev.weft.agent.tls.InboundRules;
import dev.weft.agent.tls.InboundSocket;
import dev.weft.agent.tls.LastWords;
import dev.weft.agent.tls.OutboundSocket;
import dev.weft.agent.tls.SocketContext;
import dev.weft.agent.tls.Unattended;
import dev.weft.core.TestClock;
import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.core.identity.TestCa;
import dev.weft.core.identity.TrustBundle;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.link.TlsEngines;
import dev.weft.enforcer.rules.Admission;
import dev.weft.enforcer.rules.Destination;
import dev.weft.enforcer.rules.IdentitySource;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A mesh of two workloads, with the threads that the agent waits with. Thread-safe. */
final class Mesh {
  private static final String SERVER = "spiffe://weft.local/ns/shop/sa/orders";
  private static final String CLIENT = "spiffe://weft.local/ns/shop/sa/front";

  private static final Duration WHILE = Duration.ofMillis(7);

  final ToldEvents events = new ToldEvents();
  final CountedEngines engines;
  private final TestClock clock = new TestClock();
  private final Identity client;
  private final Identity server;
  private final SocketContext.Timer timer = AgentWaiting.timer(events::fault);

  /** What ends connections whose other end does not take their last bytes. */
  final HandTimer lastMoments = new HandTimer();

  private final SocketContext context;

  /** The roots in force at the client's end. */
  volatile TrustBundle clientRoots;

  /** The roots in force at the server's end. */
  volatile TrustBundle serverRoots;

  /** What clients may that have proved who they are. */
  volatile Admission ofPeers = Admission.ADMITTED;

  /** Run once, by the thread that is judging a client, when it has its answer; or null. */
  volatile @Nullable Runnable whileOneIsJudged;

  /** What the client's side knows of an address. */
  enum Knowledge {
    /** Who is there, beforehand. */
    KNOWN,
    /** Who is there, as soon as it asks. */
    ASKED,
    /** Nothing for a while: its threads wait for the mesh first. */
    ASKED_IN_VAIN_AT_FIRST
  }

  /**
   * @param handshakeTimeout how long opening may take
   * @param sniffTimeout how long a permissive server waits for a ClientHello before it speaks
   */
  Mesh(Provider provider, Duration handshakeTimeout, Duration sniffTimeout) {
    this(provider.engines(), handshakeTimeout, sniffTimeout);
  }

  /** As the other one, with any engines. */
  Mesh(TlsEngines made, Duration handshakeTimeout, Duration sniffTimeout) {
    this.engines = new CountedEngines(made);
    TestCa ca = new TestCa(clock.instant());
    this.client = new Identity(ca.svid(CLIENT), ca.bundle());
    this.server = new Identity(ca.svid(SERVER), ca.bundle());
    this.clientRoots = ca.bundle();
    this.serverRoots = ca.bundle();
    SocketContext.Poller poller = AgentWaiting.poller(events::fault);
    this.context =
        new SocketContext(
            events,
            clock,
            timer,
            new Unattended(timer, poller),
            new Farewells(lastMoments, poller, new LastWords(task -> {})),
            () -> engines,
            handshakeTimeout,
            sniffTimeout);
  }

  /** The client's end of a connection to {@code remote}. */
  OutboundSocket outbound(InetSocketAddress remote, Knowledge knowledge) {
    Destination.Meshed meshed = new Destination.Meshed(Set.of(SpiffeId.parse(SERVER)), true);
    return knowledge == Knowledge.KNOWN
        ? OutboundSocket.toMesh(context, new Client(), remote, meshed)
        : OutboundSocket.toUnknown(context, new Client(), remote, () -> answer(meshed, knowledge));
  }

  /**
   * The client's end of a connection to {@code remote}, of which it knows when that is complete.
   */
  OutboundSocket outbound(InetSocketAddress remote, CompletableFuture<Void> known) {
    Destination meshed = new Destination.Meshed(Set.of(SpiffeId.parse(SERVER)), true);
    return OutboundSocket.toUnknown(
        context, new Client(), remote, () -> known.thenApply(nothing -> meshed));
  }

  private CompletableFuture<Destination> answer(Destination meshed, Knowledge knowledge) {
    CompletableFuture<Destination> answer = new CompletableFuture<>();
    if (knowledge == Knowledge.ASKED) {
      answer.complete(meshed);
    } else {
      SocketContext.Timeout unused = timer.after(WHILE, () -> answer.complete(meshed));
    }
    return answer;
  }

  /** The server's end of an accepted connection; a plain client is let in by {@code plain}. */
  InboundSocket inbound(
      MutualTlsMode mode,
      Admission plain,
      FileDescriptor fd,
      InetSocketAddress remote,
      InetSocketAddress local) {
    return new InboundSocket(context, new Rules(mode, plain), fd, remote, local, false);
  }

  private final class Client implements IdentitySource {
    @Override
    public Identity current() {
      return client;
    }

    @Override
    public TrustBundle bundle() {
      return clientRoots;
    }
  }

  /** Everybody of the mesh may talk. */
  private final class Rules implements InboundRules {
    private final MutualTlsMode mode;
    private final Admission plain;

    Rules(MutualTlsMode mode, Admission plain) {
      this.mode = mode;
      this.plain = plain;
    }

    @Override
    public Identity current() {
      return server;
    }

    @Override
    public TrustBundle bundle() {
      return serverRoots;
    }

    @Override
    public MutualTlsMode mode(int port) {
      return mode;
    }

    @Override
    public Admission admit(
        @Nullable SpiffeId peer,
        InetSocketAddress remote,
        InetSocketAddress local,
        boolean claimed) {
      Admission now = peer == null ? plain : ofPeers;
      Runnable meanwhile = whileOneIsJudged;
      if (meanwhile != null) {
        whileOneIsJudged = null;
        meanwhile.run();
      }
      return now;
    }

    @Override
    public boolean isSelf(InetSocketAddress remote, InetSocketAddress local) {
      return false;
    }
  }
}
