package dev.weft.proxy.http;

import dev.weft.bootstrap.http.Served;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.proxy.net.Drain;
import dev.weft.proxy.net.IdleReached;
import dev.weft.proxy.net.Reading;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The end of a channel from a client, on which requests come one after the other: an HTTP/1.1
 * connection, or an HTTP/2 stream with its single request. A pipelined request waits until the one
 * before is answered. Everything happens on the channel's event loop.
 */
final class ClientSide extends ChannelInboundHandlerAdapter {
  private final Passage passage;
  private final Upstreams upstreams;
  private final Wire wire;
  private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
  private final RequestWatch watch = new RequestWatch(this);
  private @Nullable ChannelHandlerContext context;
  private @Nullable Exchange current;
  private final UnwantedBody unwanted = new UnwantedBody();
  private boolean upgradeAsked;
  private boolean keepAlive = true;
  private boolean reading;
  private boolean unflushed;
  private boolean draining;
  private boolean gone;
  private @Nullable Runnable next;

  /**
   * @param wire what differs between HTTP/1.1 and HTTP/2
   */
  ClientSide(Passage passage, Upstreams upstreams, Wire wire) {
    this.passage = passage;
    this.upstreams = upstreams;
    this.wire = wire;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    draining = Drain.isBegun(ctx.channel());
    watch.begin(ctx.channel());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    watch.end();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (gone || !(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
      return;
    }
    reading = true;
    watch.part();
    waiting.add(part);
    takeWaiting();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    if (current != null) {
      current.askedSoFar();
    }
    flush();
  }

  /** Whether {@link Exchange#askedSoFar} is still to be told of what is being read. */
  boolean isReading() {
    return reading;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable() && current != null) {
      current.clientTakesMore();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      // A client that has said all may still wait for its answers.
      keepAlive = false;
      if (current == null) {
        ctx.close();
      } else if (!current.isAsked()) {
        abort();
      }
    } else if (event == Drain.BEGUN) {
      // The client is told with its next answer: closing now could cross its next request.
      draining = true;
    } else if (event instanceof IdleReached idle) {
      if (current != null || unwanted.isExpected()) {
        idle.keep();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gone = true;
    watch.end();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    if (current != null) {
      current.clientGone();
      current = null;
    }
    upstreams.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    wire.failed(ctx.channel(), cause);
  }

  private void takeWaiting() {
    while (!waiting.isEmpty()) {
      HttpObject next = waiting.peek();
      if (current != null && (current.isAsked() || next instanceof HttpRequest)) {
        // The next request: read no further until this one is answered.
        pause();
        return;
      }
      waiting.remove();
      if (unwanted.isExpected()) {
        if (!unwanted.drop(next)) {
          abort();
        }
      } else if (next instanceof HttpRequest request) {
        begin(request);
      } else if (current != null) {
        current.asking(next);
      } else {
        ReferenceCountUtil.release(next);
      }
    }
  }

  /** As {@link Http1Wire#handOver}. */
  void handOver(Runnable to) {
    next = to;
    pause();
    handOverWhenAnswered();
  }

  private void handOverWhenAnswered() {
    Runnable to = next;
    if (to != null && !gone && current == null && waiting.isEmpty()) {
      next = null;
      gone = true;
      wire.headRead(false);
      upstreams.close();
      to.run();
    }
  }

  private void begin(HttpRequest request) {
    wire.headRead(request.method().equals(HttpMethod.HEAD));
    boolean whole = request instanceof LastHttpContent;
    boolean grpc = new ProxiedRequest(request, "").isGrpc();
    String problem = wire.problem(request);
    keepAlive = keepAlive && problem == null && HttpUtil.isKeepAlive(request);
    Verdict verdict =
        problem == null
            ? judge(request)
            : passage.malformed(request, Framing.statusOfProblem(request), problem);
    if (verdict.denied()) {
      unwanted.expect(!whole);
      ReferenceCountUtil.release(request);
      respond(Answers.denial(verdict, grpc));
      verdict.served().finished(verdict.status(), null);
      return;
    }
    Exchange exchange = new Exchange(this, request, verdict.served(), grpc, whole);
    current = exchange;
    upstreams
        .channelFor(request)
        .addListener(
            (Future<Channel> found) -> {
              if (found.isSuccess()) {
                exchange.begin(found.getNow());
              } else {
                exchange.unreachable(String.valueOf(found.cause().getMessage()));
              }
            });
  }

  /** What is judged is what goes on: without that which is for this connection alone. */
  private Verdict judge(HttpRequest request) {
    upgradeAsked = Framing.isUpgrade(request);
    Framing.strip(request);
    if (upgradeAsked) {
      request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      request.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }
    return passage.judge(request);
  }

  void carriedBy(Served served, Channel server) {
    passage.carriedBy(served, server);
  }

  /** Sends no more requests over {@code server}, which is about to close. */
  void leave(Channel server) {
    upstreams.leave(server);
  }

  void write(HttpObject part) {
    if (context != null) {
      unflushed = true;
      watch.part();
      context.write(part, context.voidPromise());
    }
  }

  void inform(HttpObject part) {
    if (context != null) {
      watch.part();
      context.writeAndFlush(part);
    }
  }

  void flush() {
    // With nothing to send, TLS would still go through all of making a record.
    if (context != null && unflushed) {
      unflushed = false;
      context.flush();
    }
  }

  boolean isWritable() {
    return context != null && context.channel().isWritable();
  }

  void pause() {
    if (context != null) {
      context.channel().config().setAutoRead(false);
    }
  }

  void resume() {
    if (context != null && !gone && next == null) {
      Reading.on(context.channel());
    }
  }

  /** The channel on which the request goes on that is under way; null when there is none. */
  @Nullable Channel server() {
    return current == null ? null : current.server();
  }

  /** Nothing of the request, or of its answer, has moved for the time that it may be quiet. */
  void stalled() {
    if (current != null) {
      current.stalled();
    } else if (context != null && (unwanted.isExpected() || wire.isUnfinished(context.channel()))) {
      abort();
    }
  }

  /** The answer to come is the last on this connection. */
  void answerLast() {
    keepAlive = false;
  }

  /** Lets the end of a body be seen that its server shows by closing. */
  void frame(HttpResponse answer, HttpRequest request) {
    keepAlive = wire.frame(answer, request) && keepAlive;
  }

  /** Says in {@code answer} whether the connection goes on behind it. */
  void setPersistence(HttpResponse answer, boolean asked) {
    keepAlive = keepAlive && asked && !draining;
    if (!keepAlive) {
      wire.setClosing(answer);
    }
  }

  /** The exchange has come to its end; all of its answer has been written. */
  void finished(Exchange exchange, boolean asked) {
    if (current != exchange) {
      return;
    }
    current = null;
    if (!keepAlive || !asked) {
      close(asked);
      return;
    }
    wire.expectHead();
    flush();
    takeWaiting();
    if (current == null) {
      resume();
    }
    handOverWhenAnswered();
  }

  /** Answers a request that gets nowhere. */
  void answer(Exchange exchange, FullHttpResponse response) {
    if (current == exchange) {
      boolean asked = exchange.isAsked();
      current = null;
      unwanted.expect(!asked);
      respond(response);
      takeWaiting();
      handOverWhenAnswered();
    }
  }

  private void respond(FullHttpResponse response) {
    keepAlive = keepAlive && !draining;
    if (!keepAlive) {
      wire.setClosing(response);
    }
    ChannelHandlerContext ctx = context;
    if (ctx == null) {
      response.release();
    } else if (keepAlive) {
      ctx.writeAndFlush(response);
      wire.expectHead();
      resume();
    } else {
      gone = true;
      ctx.writeAndFlush(response).addListener(end(!unwanted.isExpected()));
    }
  }

  /** Goes on with another protocol; false when that cannot be here, and nothing was done. */
  boolean upgrade(HttpResponse answer, Channel server) {
    if (!upgradeAsked || !wire.upgrade(answer, server)) {
      return false;
    }
    current = null;
    gone = true;
    return true;
  }

  /** Ends the connection so that a half answer does not look like a whole one. */
  void abort() {
    gone = true;
    if (context != null) {
      wire.abort(context.channel());
    }
  }

  private void close(boolean asked) {
    gone = true;
    if (context != null) {
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(end(asked));
    }
  }

  /** Ends the channel behind what is written. */
  private ChannelFutureListener end(boolean asked) {
    return asked ? ChannelFutureListener.CLOSE : written -> wire.endUnread(written.channel());
  }
}
