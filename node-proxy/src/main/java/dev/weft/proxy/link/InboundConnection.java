package dev.weft.proxy.link;

import dev.weft.core.identity.SpiffeId;
import dev.weft.core.policy.ConnectionFacts;
import dev.weft.core.policy.MutualTlsMode;
import dev.weft.enforcer.link.ClientHello;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.VerdictReader;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rules.Admission;
import dev.weft.proxy.net.Direction;
import dev.weft.proxy.relay.RelayEnd;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection that came in for a workload: what its first bytes are, who it is, whether it may
 * talk. Then the {@link Program} takes it on. A client of the mesh gets its verdict when the
 * program can be reached, so that it learns as much as it would have without a proxy.
 *
 * <p>Everything happens on the channel's event loop.
 */
public final class InboundConnection {
  private final Inbound inbound;
  private final Channel channel;
  private final Program program;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private final EarlyBytes early = new EarlyBytes();
  private @Nullable MutualTls tls;
  private @Nullable SpiffeId peer;
  private @Nullable FirstWord first;
  private boolean admitted;
  private boolean wholeOnly;

  private InboundConnection(
      Inbound inbound, Channel channel, Program program, InetSocketAddress local) {
    this.inbound = inbound;
    this.channel = channel;
    this.program = program;
    this.remote = (InetSocketAddress) channel.remoteAddress();
    this.local = local;
  }

  /**
   * Takes an accepted {@code channel} on, whose way leads to {@code program}.
   *
   * @param local where the client wanted to go
   */
  public static void take(
      Inbound inbound, Channel channel, Program program, InetSocketAddress local) {
    new InboundConnection(inbound, channel, program, local).begin();
  }

  /**
   * As {@link #take}, where another workload of this proxy has opened {@code channel}, which its
   * listener has counted as going out alone.
   */
  public static void takePlainLocal(
      Inbound inbound, Channel channel, Program program, InetSocketAddress local) {
    inbound.counts().accepted(Direction.INBOUND, channel);
    take(inbound, channel, program, local);
  }

  /**
   * As {@link #take}, where client and workload are both served by this proxy: nothing leaves the
   * machine, so there is no TLS between them. The client is judged all the same.
   *
   * @param local where the client wanted to go
   * @param client who the client is, by the SVID that the proxy holds for it
   * @param expected to whom the client may talk there
   */
  public static void takeLocal(
      Inbound inbound,
      Channel channel,
      Program program,
      InetSocketAddress local,
      SpiffeId client,
      Set<SpiffeId> expected) {
    inbound.counts().accepted(Direction.INBOUND, channel);
    new InboundConnection(inbound, channel, program, local).beginLocal(client, expected);
  }

  private void beginLocal(SpiffeId client, Set<SpiffeId> expected) {
    channel.pipeline().addLast(early);
    peer = client;
    SpiffeId self;
    try {
      self = inbound.rules().current().id();
    } catch (IOException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    }
    enter();
    if (!expected.contains(self)) {
      refuse(self + " is at " + local + ", where the client expects " + expected);
    } else if (admission() instanceof Admission.Refused refused) {
      refuse(refused.reason());
    } else {
      admit();
    }
  }

  private void begin() {
    if (mode() == MutualTlsMode.DISABLE) {
      channel.pipeline().addLast(early);
      plain("");
      return;
    }
    FirstWord word = new FirstWord(channel, this::seen);
    first = word;
    channel.pipeline().addLast(word.bytes(), early);
    Duration most = inbound.meshTls().handshakeTimeout();
    if (mode() != MutualTlsMode.STRICT && program.maySpeakFirst()) {
      Duration wait = inbound.sniffTimeout();
      most = wait.compareTo(most) > 0 ? wait : most;
      word.awaitProgram(
          wait, this::mayTalkInTheClear, program.judgesRequests(), () -> program.serve(this));
    }
    word.await(most);
    channel.read();
  }

  private boolean mayTalkInTheClear() {
    return mode() != MutualTlsMode.STRICT && admission() instanceof Admission.Admitted;
  }

  private void seen(ClientHello.Sniff sniff) {
    FirstBytes bytes = channel.pipeline().get(FirstBytes.class);
    if (sniff == ClientHello.Sniff.MESH) {
      shakeHands(bytes);
      return;
    }
    plain("no mutual TLS of the mesh, ");
    if (channel.isActive()) {
      channel.pipeline().remove(bytes);
    }
  }

  private void shakeHands(FirstBytes bytes) {
    try {
      MutualTls server =
          inbound.meshTls().engines().server(inbound.rules().current(), inbound.clock());
      tls = server;
      String before = channel.pipeline().context(bytes).name();
      inbound.meshTls().addAfter(channel.pipeline(), before, server);
      channel.pipeline().addAfter(MeshTls.NAME, "hands", new HandshakeEnd(this::shaken));
      channel.pipeline().remove(bytes);
    } catch (GeneralSecurityException e) {
      inbound.events().fault("tls.server", e);
      refuse("TLS cannot be set up");
    } catch (IOException e) {
      refuse(String.valueOf(e.getMessage()));
    }
  }

  private void shaken(SslHandshakeCompletionEvent handshake) {
    MutualTls server = tls;
    if (handshake.isSuccess() && server != null) {
      authenticated(server);
    } else {
      String refusal = server == null ? null : server.trust().refusal();
      refuse(refusal != null ? refusal : "handshake: " + handshake.cause().getMessage());
    }
  }

  private void plain(String what) {
    enter();
    if (mode() == MutualTlsMode.STRICT) {
      refuse(what + "and port " + local.getPort() + " is STRICT");
    } else if (admission() instanceof Admission.Refused refused) {
      refuse(refused.reason());
    } else {
      admit();
    }
  }

  private void authenticated(MutualTls established) {
    peer = established.trust().peer();
    enter();
    if (peer == null) {
      refuse("the client has not proved who it is");
    } else if (admission() instanceof Admission.Refused refused) {
      tell(refused.reason());
      refuse(refused.reason());
    } else {
      admit();
    }
  }

  /**
   * To be called before it is judged: rules that come into force while it is being judged are then
   * checked against it, too.
   */
  private void enter() {
    inbound.open().add(this);
    channel.closeFuture().addListener(closed -> inbound.open().remove(this));
  }

  private void admit() {
    admitted = true;
    wholeOnly = !program.judgesRequests();
    inbound.events().accepted(peer, remote, local);
    if (first == null || !first.release()) {
      program.serve(this);
    }
  }

  /** The client's channel, which is not read from until somebody wants to. */
  public Channel channel() {
    return channel;
  }

  /** Who has proved to be the client; null over plaintext. */
  public @Nullable SpiffeId peer() {
    return peer;
  }

  /** For people: from whom it comes, by which address, to which. */
  String describe() {
    SpiffeId client = peer;
    return (client == null ? "plaintext" : client.principal()) + " " + remote + " " + local;
  }

  /** What policies know of the connection. */
  public ConnectionFacts facts() {
    return ConnectionFacts.of(peer, remote.getAddress(), local.getAddress(), local.getPort(), null);
  }

  /** Whether the end of the client's stream must be authenticated. */
  public boolean isStrict() {
    return mode() == MutualTlsMode.STRICT;
  }

  /** Opens a connection to the program at {@code address}, with {@code last} behind it. */
  public Future<Channel> reach(InetSocketAddress address, ChannelHandler last) {
    return first == null || admitted
        ? open(address, last)
        : first.hold(handler -> open(address, handler), last);
  }

  private Future<Channel> open(InetSocketAddress address, ChannelHandler last) {
    return inbound
        .connector()
        .openLocal(
            channel.eventLoop(), address, inbound.keepsSource() ? remote.getAddress() : null, last);
  }

  /**
   * The program is there: tells the client that it is let in, and then has {@code handlers} put at
   * the end of its channel's pipeline. What it has sent before goes to them.
   */
  public void letIn(Runnable handlers) {
    if (tls != null) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(VerdictReader.encode(null)));
    }
    handlers.run();
    channel.pipeline().remove(early);
  }

  /** The program is not there: tells the client why. */
  public void turnAway(String reason) {
    tell(reason);
    close();
  }

  /**
   * The connection turns out to be one whose requests nobody can judge; false when it may not be
   * such a one, and is cut.
   */
  public boolean goOnAsWhole() {
    wholeOnly = true;
    if (admission() instanceof Admission.Refused refused) {
      cut(refused.reason());
      return false;
    }
    return true;
  }

  void recheckSoon() {
    channel.eventLoop().execute(this::recheck);
  }

  private void recheck() {
    if (!admitted || !channel.isActive()) {
      return;
    }
    boolean plainIntoStrict = peer == null && mode() == MutualTlsMode.STRICT;
    if (plainIntoStrict) {
      cut("plaintext, and port " + local.getPort() + " has become STRICT");
    } else if (admission() instanceof Admission.Refused refused) {
      cut(refused.reason());
    }
  }

  private void cut(String reason) {
    inbound.events().refused(true, peer, remote, local.getPort(), reason);
    RelayEnd.reset(channel);
  }

  private void refuse(String reason) {
    inbound.events().refused(true, peer, remote, local.getPort(), reason);
    close();
  }

  private void tell(String refusal) {
    if (tls != null) {
      channel.writeAndFlush(Unpooled.wrappedBuffer(VerdictReader.encode(refusal)));
    }
  }

  private void close() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private Admission admission() {
    if (tls != null && !Vouching.isInForce(inbound.rules().bundle(), tls.trust())) {
      return new Admission.Refused(Vouching.GONE);
    }
    return inbound.rules().admit(peer, remote, local, !wholeOnly && program.judgesRequests());
  }

  private MutualTlsMode mode() {
    return inbound.rules().mode(local.getPort());
  }
}
