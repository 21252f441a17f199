package dev.weft.server.http.connection;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpServerUpgradeHandler.SourceCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose HTTP/1 request begins and does not come to the end of its headers in
 * time, however often a byte of it arrives. Sees what TLS has decrypted, before it is parsed.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
  private final Duration deadline;
  private boolean parsed;
  private boolean awaitsHead;
  private @Nullable Future<?> timer;

  HeadDeadline(Duration deadline) {
    this.deadline = deadline;
  }

  /**
   * TLS stands. The server decides on the protocol by the same event, behind this handler; what it
   * chose is guarded before any byte gets there.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      guardRequests(context);
    }
  }

  private void guardRequests(ChannelHandlerContext context) {
    for (Map.Entry<String, ChannelHandler> handler : context.pipeline()) {
      if (handler.getValue() instanceof SourceCodec) {
        context.pipeline().addAfter(handler.getKey(), null, new OneRequestAtATime(this));
        parsed = true;
        awaitsHead = true;
        return;
      }
    }
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null || !ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
      var unused = context.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (parsed && awaitsHead && timer == null) {
      timer =
          context
              .executor()
              .schedule(
                  () -> {
                    var unused = context.close();
                  },
                  deadline.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    context.fireChannelRead(bytes);
  }

  /** The head of a request is complete. */
  void headComplete() {
    awaitsHead = false;
    cancel();
  }

  /** The next byte is of a new request, or of one that has begun unseen. */
  void awaitHead() {
    awaitsHead = true;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    cancel();
    context.fireChannelInactive();
  }

  private void cancel() {
    Future<?> running = timer;
    if (running != null) {
      timer = null;
      running.cancel(false);
    }
  }
}
