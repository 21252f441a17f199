package dev.weft.proxy.capture;

import dev.weft.enforcer.report.EventLog;
import dev.weft.proxy.net.ConnectionCounts;
import dev.weft.proxy.net.ConnectionLimit;
import dev.weft.proxy.net.Refusal;
import dev.weft.proxy.net.TimeLimits;
import dev.weft.proxy.net.Transport;
import dev.weft.proxy.settings.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The ports that the proxy has opened. Safe for any thread. */
public final class Listeners {
  private final Transport transport;
  private final ConnectionLimit limit;
  private final TimeLimits times;
  private final ConnectionCounts counts;
  private final EventLog log;
  private final Map<InetSocketAddress, Channel> open = new ConcurrentHashMap<>();
  private final List<InetSocketAddress> captures = new CopyOnWriteArrayList<>();

  /** None yet; clients' connections are held to {@code limit} and {@code times}. */
  public Listeners(
      Transport transport,
      ConnectionLimit limit,
      TimeLimits times,
      ConnectionCounts counts,
      EventLog log) {
    this.transport = transport;
    this.limit = limit;
    this.times = times;
    this.counts = counts;
    this.log = log;
  }

  /** None yet, of the sockets of {@code others}; they count to the same limit. */
  public Listeners with(Transport others) {
    return new Listeners(others, limit, times, counts, log);
  }

  /**
   * Opens a port for a workload's program, whose connections lead out.
   *
   * @return where it listens
   * @throws IOException when it cannot be opened
   */
  public InetSocketAddress capture(HostPort listen, Capture capture) throws IOException {
    InetSocketAddress place = open(listen, capture);
    captures.add(place);
    return place;
  }

  /**
   * Opens a port whose connections {@code capture} takes on.
   *
   * @return where it listens, which is not what was asked for when port 0 was
   * @throws IOException when it cannot be opened
   */
  public InetSocketAddress open(HostPort listen, Capture capture) throws IOException {
    InetSocketAddress address = new InetSocketAddress(listen.host(), listen.port());
    if (address.isUnresolved()) {
      throw new IOException(listen + ": unknown host (expected: an address of this machine)");
    }
    return open(transport.server(), address, listen, capture);
  }

  /**
   * As {@link #open}, for connections that the kernel diverts, whatever their destination.
   *
   * @param address a loopback address, so that nobody connects to it from elsewhere
   * @throws IOException when it cannot be opened
   */
  public void openTransparent(InetSocketAddress address, Capture capture) throws IOException {
    open(transport.transparentServer(), address, address, capture);
  }

  private InetSocketAddress open(
      ServerBootstrap server, InetSocketAddress address, Object listen, Capture capture)
      throws IOException {
    if (open.containsKey(address)) {
      throw new IOException(listen + ": opened twice (expected: a port for each)");
    }
    Channel channel;
    try {
      channel =
          server
              .childHandler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                      if (limit.admit(accepted)) {
                        counts.accepted(capture.direction(), accepted);
                        times.hold(accepted);
                        capture.take(accepted);
                      } else {
                        counts.refused(capture.direction(), Refusal.FULL);
                        log.warn("connections.full", "listener", listen, "done", "closed");
                        accepted.close();
                      }
                    }
                  })
              .bind(address)
              .syncUninterruptibly()
              .channel();
    } catch (RuntimeException e) {
      throw new IOException(
          listen + ": " + e.getMessage() + " (expected: a free port of this machine)", e);
    }
    InetSocketAddress place = (InetSocketAddress) channel.localAddress();
    open.put(place, channel);
    log.infoAbout(listen.toString(), "listener.open", "listen", listen, "at", place);
    return place;
  }

  /** Whether {@code address} leads to a port at which programs are captured. */
  public boolean isCapture(InetSocketAddress address) {
    for (InetSocketAddress local : captures) {
      if (local.getPort() == address.getPort()
          && (local.getAddress().equals(address.getAddress())
              || (local.getAddress().isAnyLocalAddress() && isOfThisMachine(address)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfThisMachine(InetSocketAddress address) {
    if (address.getAddress().isLoopbackAddress() || address.getAddress().isAnyLocalAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address.getAddress()) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** Accepts nothing more at loopback's {@code port}; what is open goes on. */
  public void close(int port) {
    for (InetSocketAddress place : List.copyOf(open.keySet())) {
      if (place.getPort() == port && place.getAddress().isLoopbackAddress()) {
        close(place);
      }
    }
  }

  /** Accepts nothing more at {@code place}; what is open goes on. */
  void close(InetSocketAddress place) {
    captures.remove(place);
    Channel channel = open.remove(place);
    if (channel != null) {
      channel.close().syncUninterruptibly();
    }
  }

  /** Accepts nothing more; what is open goes on. */
  public void close() {
    List.copyOf(open.keySet()).forEach(this::close);
  }
}
