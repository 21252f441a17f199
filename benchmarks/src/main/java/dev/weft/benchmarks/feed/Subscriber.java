package dev.weft.benchmarks.feed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One workload that follows the config by long polls on one connection. */
final class Subscriber extends SimpleChannelInboundHandler<HttpObject> {
  private static final int MAX_KEPT = 64 * 1024;
  private static final Pattern HEAD =
      Pattern.compile("^\\{\"format\":2,\"revision\":(\\d+),\"source\":\"(\\w+)\"");

  private final Subscribers all;
  private final String host;
  private final StringBuilder body = new StringBuilder();
  private int status;
  private long length;
  private long revision = -1;
  private String source = "";

  Subscriber(Subscribers all, String host) {
    this.all = all;
    this.host = host;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        ask(context);
      } else {
        all.failed(handshake.cause());
      }
    }
    context.fireUserEventTriggered(event);
  }

  private void ask(ChannelHandlerContext context) {
    String target =
        "/mesh/v1/config?wait=30&host="
            + host
            + (revision < 0 ? "" : "&after=" + revision + "&source=" + source);
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    request.headers().set("host", "127.0.0.1");
    // What cannot be written is an exception of the pipeline.
    ChannelFuture unused = context.writeAndFlush(request, context.voidPromise());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpResponse head) {
      status = head.status().code();
      body.setLength(0);
      length = 0;
    }
    if (part instanceof HttpContent content) {
      ByteBuf bytes = content.content();
      length += bytes.readableBytes();
      int room = Math.min(bytes.readableBytes(), MAX_KEPT - body.length());
      body.append(bytes.toString(bytes.readerIndex(), room, StandardCharsets.ISO_8859_1));
    }
    if (part instanceof LastHttpContent) {
      answered(context);
    }
  }

  private void answered(ChannelHandlerContext context) {
    long now = System.nanoTime();
    if (status == 200) {
      Matcher head = HEAD.matcher(body);
      if (!head.find()) {
        all.failed(new IllegalStateException("no config: " + body));
        ChannelFuture unused = context.close();
        return;
      }
      boolean first = revision < 0;
      revision = Long.parseLong(head.group(1));
      source = String.valueOf(head.group(2));
      all.answered(body, length, now, first);
    } else if (status != 204) {
      all.failed(new IllegalStateException("status " + status + ": " + body));
      ChannelFuture unused = context.close();
      return;
    }
    ask(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    all.failed(new IllegalStateException("connection closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    all.failed(cause);
    ChannelFuture unused = context.close();
  }
}
