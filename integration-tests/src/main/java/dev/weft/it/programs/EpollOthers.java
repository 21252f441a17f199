package dev.weft.it.programs;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.DomainSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sockets of Netty's epoll transport that are no TCP: words go to and fro. */
// The event loops of 4.1 are deprecated in 4.2.
@SuppressWarnings("deprecation")
public final class EpollOthers {
  private EpollOthers() {}

  /** Arguments: the path of a UNIX socket to be. */
  public static void main(String[] args) throws Exception {
    EventLoopGroup loops = new EpollEventLoopGroup(2);
    unix(args[0], loops);
    datagram(loops);
    EpollUnixHttp.ask(args[0] + "h", loops);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).sync();
  }

  private static void unix(String path, EventLoopGroup loops) throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<DomainSocketChannel>() {
                  @Override
                  protected void initChannel(DomainSocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new SimpleChannelInboundHandler<ByteBuf>() {
                              @Override
                              protected void channelRead0(ChannelHandlerContext at, ByteBuf words) {
                                heard.complete(words.toString(StandardCharsets.US_ASCII));
                              }
                            });
                  }
                })
            .bind(new DomainSocketAddress(path))
            .sync()
            .channel();
    Channel client =
        new Bootstrap()
            .group(loops)
            .channel(EpollDomainSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {}
                })
            .connect(new DomainSocketAddress(path))
            .sync()
            .channel();
    client.writeAndFlush(Unpooled.copiedBuffer("words", StandardCharsets.US_ASCII)).sync();
    System.out.println("unix " + heard.get(20, TimeUnit.SECONDS));
    client.close().sync();
    server.close().sync();
  }

  private static void datagram(EventLoopGroup loops) throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    SimpleChannelInboundHandler<DatagramPacket> hearing =
        new SimpleChannelInboundHandler<>() {
          @Override
          protected void channelRead0(ChannelHandlerContext at, DatagramPacket packet) {
            heard.complete(packet.content().toString(StandardCharsets.US_ASCII));
          }
        };
    Bootstrap bootstrap = new Bootstrap().group(loops).channel(EpollDatagramChannel.class);
    Channel listener = bootstrap.handler(hearing).bind("127.0.0.1", 0).sync().channel();
    Channel sender =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {}
                })
            .connect((InetSocketAddress) listener.localAddress())
            .sync()
            .channel();
    sender.writeAndFlush(Unpooled.copiedBuffer("words", StandardCharsets.US_ASCII)).sync();
    System.out.println("datagram " + heard.get(20, TimeUnit.SECONDS));
    sender.close().sync();
    listener.close().sync();
  }
}
