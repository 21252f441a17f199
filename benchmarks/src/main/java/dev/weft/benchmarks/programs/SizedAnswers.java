package dev.weft.benchmarks.programs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Answers each request with as many bytes as its path says, as fast as the client takes them. */
// What becomes of a write shows at the client.
@SuppressWarnings("FutureReturnValueIgnored")
final class SizedAnswers extends ChannelInboundHandlerAdapter {
  private static final int PART = 64 * 1024;
  private static final ByteBuf BYTES =
      Unpooled.unreleasableBuffer(Unpooled.directBuffer(PART).writeZero(PART).asReadOnly());

  private long left;
  private boolean writing;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request) {
      begin(ctx, request.uri());
    }
    ReferenceCountUtil.release(message);
  }

  private void begin(ChannelHandlerContext ctx, String path) {
    long size = path.length() > 1 ? Long.parseLong(path.substring(1)) : WebServer.BODY;
    if (size <= PART) {
      HttpResponse whole =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, BYTES.slice(0, (int) size));
      ctx.writeAndFlush(headed(whole, size));
      return;
    }
    left = size;
    ctx.write(headed(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK), size));
    goOn(ctx);
  }

  private static HttpResponse headed(HttpResponse answer, long size) {
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, size);
    return answer;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    goOn(ctx);
  }

  private void goOn(ChannelHandlerContext ctx) {
    if (writing) {
      // A write tells of itself; the codec takes one message at a time.
      return;
    }
    writing = true;
    while (left > 0 && ctx.channel().isWritable()) {
      int part = (int) Math.min(left, PART);
      left -= part;
      ctx.write(new DefaultHttpContent(BYTES.slice(0, part)));
      if (left == 0) {
        ctx.write(LastHttpContent.EMPTY_LAST_CONTENT);
      }
      if (left == 0 || !ctx.channel().isWritable()) {
        ctx.flush();
      }
    }
    writing = false;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
