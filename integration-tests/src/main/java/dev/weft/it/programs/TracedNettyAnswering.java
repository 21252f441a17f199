package dev.weft.it.programs;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers requests of Netty as {@link Traced} says. */
// What becomes of a write shows at the client.
@SuppressWarnings("FutureReturnValueIgnored")
final class TracedNettyAnswering extends SimpleChannelInboundHandler<FullHttpRequest> {
  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    String stream = request.headers().get("x-http2-stream-id");
    switch (path) {
      case "/throws" -> throw new IllegalStateException("on purpose");
      case "/fails" -> answer(ctx, stream, 500, Traced.answer());
      case "/later" -> Traced.hold(() -> answer(ctx, stream, 202, Traced.answer()));
      case "/go" -> {
        Traced.go();
        answer(ctx, stream, 200, Traced.answer());
      }
      default -> answer(ctx, stream, 200, Traced.answer(path));
    }
  }

  private static void answer(
      ChannelHandlerContext ctx, @Nullable String stream, int status, String text) {
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    HttpHeaders headers = answer.headers();
    headers.set("content-length", text.length());
    if (stream != null) {
      headers.set("x-http2-stream-id", stream);
    }
    ctx.writeAndFlush(answer);
  }

  /** An application that knows no answer to its own exceptions. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
