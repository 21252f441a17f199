package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The requests of one connection and their answers: what is denied is dropped with its body, and
 * answered when the application has answered what came before. On the connection's event loop only.
 */
public final class NettyExchanges {
  /** More denials than these wait for no answer of the application: the last one closes. */
  private static final int MOST_WAITING = 32;

  /** Whether what follows the last request that passed may be something else than HTTP/1.1. */
  private static final AttributeKey<Boolean> UPGRADE = AttributeKey.valueOf("dev.weft.upgrade");

  private final Object carrier;
  private final Deque<NettyDenial> waiting = new ArrayDeque<>();
  private final NettySpans spans = new NettySpans();
  private final NettyScheme scheme = new NettyScheme();

  /** How many requests the application was given, and how many of them it has answered. */
  private long passed;

  private long answered;

  /** Whether the answer that is being written is an interim one. */
  private boolean interim;

  /** The status of the answer that is being written, or was written last. */
  private int status;

  /** What the request passed with that is being read, or was read last. */
  private Verdict reading = Verdict.ALLOWED;

  /** Whether what is being read belongs to a denied request. */
  private boolean dropping;

  /** Whether a denial ends what is served. */
  private boolean closing;

  /** {@code carrier} leads to the connection's channel. */
  NettyExchanges(Object carrier) {
    this.carrier = carrier;
  }

  /** Takes what is denied out of {@code out}, from {@code from} on. */
  void read(ChannelHandlerContext ctx, List<Object> out, int from) {
    int i = from;
    boolean dropped = false;
    while (i < out.size()) {
      Object message = out.get(i);
      if (passes(ctx, message)) {
        i++;
      } else {
        Object unused = out.remove(i);
        ReferenceCountUtil.release(message);
        dropped = true;
      }
    }
    if (dropped && !ctx.channel().config().isAutoRead()) {
      // Whoever asked for something to read has got nothing.
      ctx.read();
    }
  }

  private boolean passes(ChannelHandlerContext ctx, Object message) {
    if (closing) {
      return false;
    }
    if (message instanceof HttpRequest request) {
      Verdict verdict =
          ServerRequests.judge(carrier, new NettyRequest(request, ctx.pipeline(), scheme));
      dropping = verdict.denied() && !(message instanceof LastHttpContent);
      if (verdict.denied()) {
        reading = Verdict.ALLOWED;
        deny(ctx, verdict, request);
        return false;
      }
      reading = verdict;
      passed++;
      spans.passed(ctx.channel(), passed, verdict);
      boolean more = asksForMore(request);
      if (more) {
        scheme.mayChange();
      }
      ctx.channel().attr(UPGRADE).set(more);
      return true;
    }
    if (dropping && message instanceof HttpContent) {
      dropping = !(message instanceof LastHttpContent);
      return false;
    }
    return true;
  }

  /** What the messages that were read last work under. */
  Verdict reading() {
    return reading;
  }

  /** RFC 9110 sections 7.8 and 9.3.6. */
  private static boolean asksForMore(HttpRequest request) {
    return request.headers().contains("upgrade") || request.method().name().equals("CONNECT");
  }

  private void deny(ChannelHandlerContext ctx, Verdict verdict, HttpRequest request) {
    boolean last = waiting.size() >= MOST_WAITING;
    NettyDenial denial = NettyDenial.of(verdict, request, passed, last);
    closing = denial.closes();
    if (answered < passed) {
      waiting.addLast(denial);
      if (verdict.isTraced()) {
        var unused =
            ctx.channel()
                .closeFuture()
                .addListener(closed -> ServerRequests.finished(verdict, 0, "connection_closed"));
      }
      return;
    }
    ChannelHandlerContext beneath = beneath(ctx);
    var written = beneath.writeAndFlush(denial.bytes());
    if (denial.closes()) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Where bytes are written that the codec does not see. */
  private static ChannelHandlerContext beneath(ChannelHandlerContext decoder) {
    ChannelPipeline pipeline = decoder.pipeline();
    ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
    ChannelHandlerContext encoder =
        codec == null ? pipeline.context(HttpResponseEncoder.class) : codec;
    return encoder == null ? decoder : encoder;
  }

  /** The application has written {@code message}: the denials whose turn it is follow. */
  void written(ChannelHandlerContext ctx, Object message, List<Object> out) {
    if (message instanceof HttpResponse response) {
      status = response.status().code();
      interim = status < 200 && status != 101;
      if (status == 101) {
        waiting.clear();
      }
    }
    if (!(message instanceof LastHttpContent) || interim) {
      return;
    }
    if (answered < passed) {
      answered++;
      spans.answered(answered, status);
    }
    for (NettyDenial next = waiting.peekFirst();
        next != null && next.after() <= answered;
        next = waiting.peekFirst()) {
      out.add(next.bytes());
      waiting.removeFirst();
      if (next.closes()) {
        // After these have been written, as they are when this returns.
        ctx.executor()
            .execute(
                () ->
                    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener(ChannelFutureListener.CLOSE));
      }
    }
  }
}
