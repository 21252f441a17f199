package dev.weft.proxy.link;

import dev.weft.core.identity.Identity;
import dev.weft.core.identity.SpiffeId;
import dev.weft.enforcer.link.MutualTls;
import dev.weft.enforcer.link.Vouching;
import dev.weft.enforcer.rules.ConnectionEvents;
import dev.weft.enforcer.rules.Destination;
import dev.weft.enforcer.rules.WorkloadRules;
import dev.weft.proxy.net.ClientPorts;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.route.Route;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to destinations, in mutual TLS where they are of the mesh. A connection is
 * given out when bytes may flow: over TLS that is when the peer has proved to be one whom the
 * directory names, and has let this workload in.
 */
public final class Connector {
  private static final AttributeKey<Boolean> STRICT = AttributeKey.valueOf("dev.weft.strict");
  private static final AttributeKey<String> PEER = AttributeKey.valueOf("dev.weft.peer");

  private static final LocalEnd ANY_END = Channel::newSucceededFuture;

  private final Transport transport;
  private final WorkloadRules rules;
  private final ConnectionEvents events;
  private final InstantSource clock;
  private final Duration connectTimeout;
  private final MeshTls tls;
  private final OpenOutbound open;

  /**
   * @param rules the workload's own
   * @param open where open connections of the mesh are kept, to be checked anew
   */
  public Connector(
      Transport transport,
      WorkloadRules rules,
      ConnectionEvents events,
      InstantSource clock,
      Duration connectTimeout,
      MeshTls tls,
      OpenOutbound open) {
    this.transport = transport;
    this.rules = rules;
    this.events = events;
    this.clock = clock;
    this.connectTimeout = connectTimeout;
    this.tls = tls;
    this.open = open;
  }

  /** Whether the end of what comes on {@code channel} must be authenticated. */
  public static boolean isStrict(Channel channel) {
    return Boolean.TRUE.equals(channel.attr(STRICT).get());
  }

  /** Who has proved to be at the other end of {@code channel}, as a principal; null for nobody. */
  public static @Nullable String peer(Channel channel) {
    Channel connection = channel instanceof Http2StreamChannel ? channel.parent() : channel;
    return connection.attr(PEER).get();
  }

  /**
   * Opens a connection along {@code route}.
   *
   * @param source whose address it comes from; null for this machine's
   * @param loop the event loop that is to serve it
   * @param last the channel's last handler, which gets what comes
   */
  public Future<Channel> open(
      EventLoop loop, Route route, @Nullable InetAddress source, ChannelHandler last) {
    Promise<Channel> opened = loop.newPromise();
    if (route instanceof Route.Refused refused) {
      return opened.setFailure(new IOException(refused.reason()));
    }
    InetSocketAddress address = route.address();
    try {
      @Nullable MutualTls mutual = route instanceof Route.Mesh mesh ? clientTls(mesh) : null;
      boolean strict = route instanceof Route.Mesh mesh && mesh.destination().strict();
      LocalEnd end =
          source == null ? ANY_END : channel -> channel.bind(new InetSocketAddress(source, 0));
      Promise<Channel> connected = mutual == null ? outside(loop, address, opened) : opened;
      connect(loop, address, source, end, mutual, strict, last, connected);
    } catch (IOException e) {
      opened.setFailure(e);
    }
    return opened;
  }

  /**
   * Opens a plain connection to the workload's own program.
   *
   * @param source whose address it comes from; null for this machine's
   */
  Future<Channel> openLocal(
      EventLoop loop,
      InetSocketAddress program,
      @Nullable InetAddress source,
      ChannelHandler last) {
    Promise<Channel> opened = loop.newPromise();
    LocalEnd end = source == null ? ANY_END : channel -> ClientPorts.bind(channel, source);
    connect(loop, program, source, end, null, false, last, opened);
    return opened;
  }

  /**
   * To be fulfilled with a connection to outside the mesh, before {@code opened} is. Who listens
   * has told the mesh before, and may have begun to after the way there was found: so the mesh is
   * asked again when somebody has answered.
   */
  private Promise<Channel> outside(
      EventLoop loop, InetSocketAddress address, Promise<Channel> opened) {
    Promise<Channel> connected = loop.newPromise();
    connected.addListener(
        (Future<Channel> done) -> {
          if (!done.isSuccess()) {
            opened.tryFailure(done.cause());
            return;
          }
          Channel channel = done.getNow();
          Destination known = rules.known(address);
          CompletableFuture<Destination> answer =
              known == null ? rules.ask(address) : CompletableFuture.completedFuture(known);
          CompletableFuture<Void> unused =
              answer.thenAccept(
                  found -> channel.eventLoop().execute(() -> settle(found, channel, opened)));
        });
    return connected;
  }

  private static void settle(Destination found, Channel channel, Promise<Channel> opened) {
    if (found instanceof Destination.Outside && opened.trySuccess(channel)) {
      return;
    }
    channel.close();
    opened.tryFailure(
        new IOException(
            found instanceof Destination.Forbidden forbidden
                ? forbidden.reason()
                : channel.remoteAddress() + " has joined the mesh meanwhile (expected: outside)"));
  }

  private MutualTls clientTls(Route.Mesh mesh) throws IOException {
    Identity current = rules.current();
    try {
      return tls.engines().client(current, mesh.destination().principals(), clock);
    } catch (GeneralSecurityException e) {
      events.fault("tls.client", e);
      throw new IOException("TLS cannot be set up", e);
    }
  }

  private void connect(
      EventLoop loop,
      InetSocketAddress address,
      @Nullable InetAddress source,
      LocalEnd end,
      @Nullable MutualTls mutual,
      boolean strict,
      ChannelHandler last,
      Promise<Channel> opened) {
    Promise<Void> admitted = loop.newPromise();
    ChannelFuture registered =
        transport
            .client(loop, connectTimeout, source)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.attr(STRICT).set(strict);
                    if (mutual != null) {
                      tls.addLast(channel.pipeline(), mutual);
                      channel
                          .pipeline()
                          .addLast(new VerdictHandler(String.valueOf(address), admitted));
                    }
                    channel.pipeline().addLast(last);
                  }
                })
            .register();
    after(
        registered,
        opened,
        mutual,
        channel ->
            after(
                end.bind(channel),
                opened,
                mutual,
                bound ->
                    after(
                        channel.connect(address),
                        opened,
                        mutual,
                        connected -> {
                          if (mutual == null) {
                            opened.trySuccess(channel);
                          } else {
                            channel.read();
                            admitted.addListener(
                                verdict -> settle(verdict, channel, mutual, address, opened));
                          }
                        })));
  }

  /** Goes on when {@code step} has succeeded; otherwise there is nothing to be opened. */
  private static void after(
      ChannelFuture step,
      Promise<Channel> opened,
      @Nullable MutualTls mutual,
      Consumer<Channel> next) {
    step.addListener(
        (ChannelFuture done) -> {
          if (done.isSuccess()) {
            next.accept(done.channel());
          } else {
            closeUnused(mutual);
            opened.tryFailure(done.cause());
            if (done.channel().isOpen()) {
              done.channel().close();
            }
          }
        });
  }

  /** A connection that never came to be has had no handler to do it. */
  private static void closeUnused(@Nullable MutualTls mutual) {
    if (mutual != null) {
      mutual.close();
    }
  }

  private void settle(
      Future<?> verdict,
      Channel channel,
      MutualTls mutual,
      InetSocketAddress address,
      Promise<Channel> opened) {
    SpiffeId peer = mutual.trust().peer();
    if (verdict.isSuccess() && peer != null) {
      OutboundConnection connection =
          new OutboundConnection(channel, mutual.trust(), address, rules, events);
      open.add(connection);
      if (!connection.recheck()) {
        opened.tryFailure(new IOException(Vouching.GONE));
        return;
      }
      channel.attr(PEER).set(peer.principal());
      events.connected(peer, address);
      if (!opened.trySuccess(channel)) {
        channel.close();
      }
      return;
    }
    String refusal = mutual.trust().refusal();
    Throwable cause = verdict.cause();
    String reason =
        refusal != null
            ? refusal
            : cause == null ? "unknown peer" : String.valueOf(cause.getMessage());
    events.refused(false, peer, address, address.getPort(), reason);
    channel.close();
    opened.tryFailure(new IOException(reason, cause));
  }

  /** Gives a channel its local end before it is connected. */
  @FunctionalInterface
  private interface LocalEnd {
    ChannelFuture bind(Channel channel);
  }
}
