package dev.weft.proxy.capture;

import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.settings.HostPort;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5Message;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;
import io.netty.util.concurrent.Future;
import java.net.ConnectException;
import java.time.Duration;

/**
 * A SOCKS5 proxy (RFC 1928): {@code CONNECT}, to a name or an address, without authentication, for
 * programs on this machine.
 *
 * @param path the workload's way out
 * @param greeting how long a program may take to say where it wants to go
 * @param refusals told of connections that get nowhere
 */
record SocksProxy(OutboundPath path, Duration greeting, Refusals refusals) implements Capture {
  @Override
  public void take(Channel program) {
    Deadline deadline = Deadline.of(program, greeting);
    RelayEnd client = new RelayEnd(() -> false);
    program
        .pipeline()
        .addLast(Socks5ServerEncoder.DEFAULT)
        .addLast("greeting", new Socks5InitialRequestDecoder())
        .addLast("dialog", new Dialog(deadline, client))
        .addLast(client);
    program.config().setAutoRead(true);
  }

  private final class Dialog extends SimpleChannelInboundHandler<Socks5Message> {
    private final Deadline deadline;
    private final RelayEnd client;

    Dialog(Deadline deadline, RelayEnd client) {
      this.deadline = deadline;
      this.client = client;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Socks5Message message) {
      if (message.decoderResult().isFailure()) {
        ctx.close();
      } else if (message instanceof Socks5InitialRequest request) {
        greet(ctx, request);
      } else if (message instanceof Socks5CommandRequest request) {
        deadline.met();
        // What it sends from here on waits until there is a way for it.
        ctx.channel().config().setAutoRead(false);
        command(ctx, request);
      }
    }

    private void greet(ChannelHandlerContext ctx, Socks5InitialRequest request) {
      if (!request.authMethods().contains(Socks5AuthMethod.NO_AUTH)) {
        ctx.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.UNACCEPTED))
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
      ctx.pipeline().replace("greeting", "command", new Socks5CommandRequestDecoder());
      ctx.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.NO_AUTH));
    }

    private void command(ChannelHandlerContext ctx, Socks5CommandRequest request) {
      if (!request.type().equals(Socks5CommandType.CONNECT)) {
        answer(ctx, Socks5CommandStatus.COMMAND_UNSUPPORTED)
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
      HostPort target = new HostPort(request.dstAddr(), request.dstPort());
      path.open(ctx.channel(), target)
          .addListener(
              (Future<OutboundPath.Opened> opened) -> {
                if (opened.isSuccess()) {
                  join(ctx, opened.getNow());
                } else {
                  refusals.refused(target, opened.cause());
                  answer(ctx, status(opened.cause())).addListener(ChannelFutureListener.CLOSE);
                }
              });
    }

    private void join(ChannelHandlerContext ctx, OutboundPath.Opened opened) {
      answer(ctx, Socks5CommandStatus.SUCCESS);
      ctx.pipeline().remove(Socks5ServerEncoder.class);
      ctx.pipeline().remove(this);
      ctx.pipeline().remove("command");
      RelayEnd.join(client, opened.end());
    }

    private ChannelFuture answer(ChannelHandlerContext ctx, Socks5CommandStatus status) {
      return ctx.writeAndFlush(
          new DefaultSocks5CommandResponse(status, Socks5AddressType.IPv4, "0.0.0.0", 0));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private static Socks5CommandStatus status(Throwable cause) {
    if (cause instanceof ConnectException) {
      return Socks5CommandStatus.CONNECTION_REFUSED;
    }
    return String.valueOf(cause.getMessage()).contains("unknown host")
        ? Socks5CommandStatus.HOST_UNREACHABLE
        : Socks5CommandStatus.FORBIDDEN;
  }
}
