package dev.weft.proxy.capture;

import dev.weft.proxy.http.Http1Wire;
import dev.weft.proxy.http.Passage;
import dev.weft.proxy.http.RequestForm;
import dev.weft.proxy.relay.RelayEnd;
import dev.weft.proxy.settings.HostPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A forward proxy of HTTP/1.1 for programs on this machine: requests with an absolute URI go to
 * whom they name, and {@code CONNECT} opens a tunnel (RFC 9110, section 9.3.6).
 *
 * @param path the workload's way out
 * @param passage decides what becomes of requests
 * @param headTimeout how long a program may take for the head of a request
 * @param refusals told of connections that get nowhere
 */
record ForwardProxy(OutboundPath path, Passage passage, Duration headTimeout, Refusals refusals)
    implements Capture {
  @Override
  public void take(Channel program) {
    Http1Wire.install(
        program,
        RequestForm.ABSOLUTE,
        passage,
        new ForwardServers(program, path, refusals),
        () -> false,
        headTimeout);
    program.pipeline().addBefore(program.pipeline().lastContext().name(), null, new Connects());
    program.config().setAutoRead(true);
  }

  /** Watches for {@code CONNECT}, in front of what handles the other requests. */
  private final class Connects extends ChannelInboundHandlerAdapter {
    private boolean tunnel;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (tunnel) {
        ReferenceCountUtil.release(message);
      } else if (message instanceof HttpRequest request
          && request.method().equals(HttpMethod.CONNECT)
          && request.decoderResult().isSuccess()) {
        tunnel = true;
        Http1Wire.handOver(ctx.channel(), () -> connect(ctx, request.uri()));
      } else {
        ctx.fireChannelRead(message);
      }
    }

    private void connect(ChannelHandlerContext ctx, String authority) {
      HostPort target;
      try {
        target = HostPort.parse(authority);
        if (target.port() == 0) {
          throw new IllegalArgumentException(authority + " (expected: a port from 1 to 65535)");
        }
      } catch (IllegalArgumentException e) {
        answer(ctx, "400 Bad Request", String.valueOf(e.getMessage()));
        return;
      }
      path.open(ctx.channel(), target)
          .addListener(
              (Future<OutboundPath.Opened> opened) -> {
                if (opened.isSuccess()) {
                  join(ctx, opened.getNow());
                } else {
                  refusals.refused(target, opened.cause());
                  answer(
                      ctx, "503 Service Unavailable", String.valueOf(opened.cause().getMessage()));
                }
              });
    }

    private void join(ChannelHandlerContext ctx, OutboundPath.Opened opened) {
      Channel program = ctx.channel();
      RelayEnd near = new RelayEnd(() -> false);
      program.pipeline().addLast(near);
      program.pipeline().remove(this);
      Http1Wire.release(program.pipeline());
      program.writeAndFlush(
          Unpooled.copiedBuffer(
              "HTTP/1.1 200 Connection established\r\n\r\n", StandardCharsets.US_ASCII));
      RelayEnd.join(near, opened.end());
    }

    private void answer(ChannelHandlerContext ctx, String status, String reason) {
      String text = reason.replaceAll("\\p{Cntrl}", " ") + "\n";
      String head =
          "HTTP/1.1 "
              + status
              + "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\nContent-Length: "
              + text.getBytes(StandardCharsets.UTF_8).length
              + "\r\n\r\n";
      Channel program = ctx.channel();
      program.pipeline().remove(this);
      Http1Wire.release(program.pipeline());
      program
          .writeAndFlush(Unpooled.copiedBuffer(head + text, StandardCharsets.UTF_8))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
