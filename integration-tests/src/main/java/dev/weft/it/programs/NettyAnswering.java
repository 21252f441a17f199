package dev.weft.it.programs;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Answers requests in their order with what it sees, {@code /slow} only after a while, and sends
 * text frames back. It looks at no decoder's result, as handlers should not but do.
 */
// What becomes of a write shows at the client.
@SuppressWarnings("FutureReturnValueIgnored")
final class NettyAnswering extends SimpleChannelInboundHandler<Object> {
  private static final long WHILE_MILLIS = 200;

  private final Deque<Runnable> answers = new ArrayDeque<>();
  private boolean busy;

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Object message) {
    if (message instanceof TextWebSocketFrame frame) {
      ctx.writeAndFlush(new TextWebSocketFrame(frame.text()));
    } else if (message instanceof FullHttpRequest request) {
      HttpResponse answer = answer(request);
      boolean keep = HttpUtil.isKeepAlive(request);
      long delay = request.uri().startsWith("/slow") ? WHILE_MILLIS : 0;
      answers.addLast(
          () ->
              ctx.executor()
                  .schedule(() -> write(ctx, answer, keep), delay, TimeUnit.MILLISECONDS));
      next();
    }
  }

  private void next() {
    if (!busy && !answers.isEmpty()) {
      busy = true;
      answers.removeFirst().run();
    }
  }

  private void write(ChannelHandlerContext ctx, HttpResponse answer, boolean keep) {
    var written = ctx.writeAndFlush(answer);
    if (!keep) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    busy = false;
    next();
  }

  private static HttpResponse answer(FullHttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    String text =
        "saw "
            + request.method()
            + " ["
            + path(uri)
            + "] client-cert="
            + request.headers().get("x-forwarded-client-cert")
            + " query="
            + (query < 0 ? null : uri.substring(query + 1))
            + " body="
            + request.content().toString(StandardCharsets.ISO_8859_1);
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    answer.headers().set("content-length", answer.content().readableBytes());
    String stream = request.headers().get("x-http2-stream-id");
    if (stream != null) {
      answer.headers().set("x-http2-stream-id", stream);
    }
    return answer;
  }

  private static String path(String uri) {
    try {
      return new QueryStringDecoder(uri).path();
    } catch (IllegalArgumentException e) {
      return uri;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
