package dev.weft.it.programs;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Takes the codec out of the pipeline when somebody asks for {@code /leave}, as no server should
 * without an upgrade, and sends back what comes from then on.
 */
// What becomes of a write shows at the client.
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyLeaving extends SimpleChannelInboundHandler<Object> {
  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      String text = "raw 299 yes\r\ncontent-length: " + bytes.readableBytes() + "\r\n\r\n";
      ctx.write(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
      ctx.writeAndFlush(bytes.retain());
    } else if (message instanceof HttpRequest request) {
      ByteBuf text =
          Unpooled.copiedBuffer(
              "saw " + request.method() + " [" + request.uri() + "]", StandardCharsets.ISO_8859_1);
      DefaultFullHttpResponse answer =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, text);
      answer.headers().set("content-length", text.readableBytes());
      ctx.writeAndFlush(answer);
      if (request.uri().equals("/leave")) {
        ctx.pipeline().remove(HttpServerCodec.class);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
