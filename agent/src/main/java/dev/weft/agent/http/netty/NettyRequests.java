package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/** What the woven codec calls. None of it throws. */
public final class NettyRequests {
  private static final AttributeKey<NettyExchanges> EXCHANGES =
      AttributeKey.valueOf("dev.weft.exchanges");

  private NettyRequests() {}

  /** A decoder was added to a pipeline: claims its connection, if all requests pass it. */
  public static void added(ChannelHandlerContext ctx, Object decoder) {
    try {
      if (!isServers(ctx.channel(), decoder)) {
        return;
      }
      if (NettyGuard.covers(decoder)) {
        ServerRequests.claim(carrier(ctx.channel()), NettyGuard.GUARD);
      } else if (!ServerRequests.release(carrier(ctx.channel()))) {
        // Another has claimed it, and this one takes over.
        var unused = ctx.close();
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.netty", t);
    }
  }

  /** The pipeline has what a decoder has read until now, and this thread does something else. */
  public static void passedOn(Object decoder) {
    if (decoder instanceof Keeping slot && slot.weftKept() instanceof TraceScope scope) {
      slot.weftKeep(null);
      ServerRequests.leave(scope);
    }
  }

  /**
   * A decoder has added messages to {@code out}: takes those away that go no further, and lets the
   * others be passed on under the context of their request, until {@link #passedOn}.
   */
  public static void decoded(
      ChannelHandlerContext ctx, Object decoder, List<Object> out, int before) {
    if (out.size() == before) {
      return;
    }
    try {
      if (isServers(ctx.channel(), decoder)) {
        NettyExchanges exchanges = exchanges(ctx.channel());
        exchanges.read(ctx, out, before);
        TraceScope scope = ServerRequests.enter(exchanges.reading());
        if (scope != null && decoder instanceof Keeping slot) {
          slot.weftKeep(scope);
        }
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.netty", t);
      while (out.size() > before) {
        ReferenceCountUtil.release(out.remove(out.size() - 1));
      }
      var unusedClose = ctx.close();
    }
  }

  /** An encoder has turned {@code message} into bytes: adds the denials that come after it. */
  public static void encoded(ChannelHandlerContext ctx, Object message, List<Object> out) {
    try {
      if (ctx.channel().hasAttr(EXCHANGES)) {
        exchanges(ctx.channel()).written(ctx, message, out);
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.netty", t);
      var unusedClose = ctx.close();
    }
  }

  /** Not what an application decodes by itself, and not streams inside a connection. */
  private static boolean isServers(Channel channel, Object decoder) {
    return channel.parent() instanceof ServerChannel && decoder instanceof HttpRequestDecoder;
  }

  private static NettyExchanges exchanges(Channel channel) {
    var attribute = channel.attr(EXCHANGES);
    NettyExchanges known = attribute.get();
    if (known == null) {
      known = new NettyExchanges(carrier(channel));
      attribute.set(known);
    }
    return known;
  }

  /** The JDK's channel beneath Netty's; Netty's own where there is none, which has no peer. */
  private static Object carrier(Channel channel) {
    return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio ? nio.ch() : channel;
  }
}
