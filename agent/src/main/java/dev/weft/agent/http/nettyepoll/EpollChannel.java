package dev.weft.agent.http.nettyepoll;

import dev.weft.bootstrap.nativenet.NativeSockets;
import dev.weft.bootstrap.nativenet.NativeTransport;
import dev.weft.bootstrap.nativenet.Reading;
import io.netty.channel.Channel;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;

/** One of Netty's channels on epoll, as the mesh needs it; and what woven channels call. */
public final class EpollChannel implements NativeTransport {
  private final Channel channel;

  private EpollChannel(Channel channel) {
    this.channel = channel;
  }

  /** A channel for one TCP connection was made. */
  public static void opened(Object made) {
    Channel channel = (Channel) made;
    var descriptor = ((UnixChannel) made).fd();
    NativeSockets.opened(
        descriptor, descriptor.intValue(), new EpollChannel(channel), isConnected(channel));
  }

  /** A channel for a descriptor of somebody else's says that it is active, whatever that is. */
  private static boolean isConnected(Channel channel) {
    return channel.isActive() && channel.remoteAddress() != null;
  }

  /** A channel for a TCP server was made. */
  public static void serverOpened(Object made) {
    var descriptor = ((UnixChannel) made).fd();
    NativeSockets.serverOpened(descriptor, descriptor.intValue(), ((Channel) made).isActive());
  }

  @Override
  public void execute(Runnable task) {
    channel.eventLoop().execute(task);
  }

  @Override
  public boolean isHere() {
    return channel.eventLoop().inEventLoop();
  }

  @Override
  public void add(int epoll, int number, int events) throws IOException {
    Native.epollCtlAdd(epoll, number, events);
  }

  @Override
  public void modify(int epoll, int number, int events) throws IOException {
    Native.epollCtlMod(epoll, number, events);
  }

  @Override
  public void read() {
    ((Reading) channel.unsafe()).weftRead();
  }
}
