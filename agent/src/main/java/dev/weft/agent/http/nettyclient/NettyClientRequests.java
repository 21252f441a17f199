package dev.weft.agent.http.nettyclient;

import dev.weft.bootstrap.http.ClientRequests;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.trace.TaskContexts;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the woven codec calls. None of it throws. */
public final class NettyClientRequests {
  private static final AttributeKey<SentRequests> SENT = AttributeKey.valueOf("dev.weft.sent");

  /**
   * Whom the next request of a channel belongs to, where a library knows that better than the
   * thread that writes it: a context, or something else for none.
   */
  private static final AttributeKey<Object> PARENT = AttributeKey.valueOf("dev.weft.parent");

  private NettyClientRequests() {}

  /**
   * A message is about to become bytes, under what its sender works under.
   *
   * @return whether it is a request that is followed
   */
  public static boolean encoding(ChannelHandlerContext ctx, Object encoder, Object message) {
    if (!(message instanceof HttpRequest request) || !(encoder instanceof Keeping keeping)) {
      return false;
    }
    try {
      Channel channel = ctx.channel();
      if (channel.parent() instanceof ServerChannel) {
        return false;
      }
      SentRequest sent = new SentRequest(request, channel);
      SentRequests requests = of(channel);
      TraceScope scope = parent(channel);
      try {
        return requests.sending(sent);
      } finally {
        TaskContexts.ended(scope);
        keeping.weftKeep(sent.added());
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
      return false;
    }
  }

  /** The headers of a request, or of its trailer, are in {@code out}: adds Weft's to the first. */
  public static void addHeaders(Object encoder, ByteBuf out) {
    if (encoder instanceof Keeping keeping && keeping.weftKept() instanceof String added) {
      keeping.weftKeep(null);
      try {
        ByteBuf unused = out.writeBytes(added.getBytes(StandardCharsets.ISO_8859_1));
      } catch (Throwable t) {
        ClientRequests.fault("http.netty.client", t);
      }
    }
  }

  /** A message has become bytes, or could not. */
  public static void encoded(
      ChannelHandlerContext ctx, Object encoder, boolean isRequest, @Nullable Throwable failure) {
    if (!isRequest) {
      return;
    }
    if (encoder instanceof Keeping keeping) {
      keeping.weftKeep(null);
    }
    if (failure != null) {
      try {
        of(ctx.channel()).notSent(failure);
      } catch (Throwable t) {
        ClientRequests.fault("http.netty.client", t);
      }
    }
  }

  /** A decoder has added messages to {@code out}. */
  public static void decoded(ChannelHandlerContext ctx, List<Object> out, int before) {
    if (out.size() <= before) {
      return;
    }
    try {
      if (!ctx.channel().hasAttr(SENT)) {
        return;
      }
      for (int i = before; i < out.size(); i++) {
        if (out.get(i) instanceof HttpResponse response) {
          of(ctx.channel()).answered(response);
        }
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
    }
  }

  /** Something went wrong with the connection, which may be why it ends. */
  public static void caught(ChannelHandlerContext ctx, Throwable failure) {
    try {
      if (ctx.channel().hasAttr(SENT)) {
        of(ctx.channel()).caught(failure);
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
    }
  }

  private static @Nullable TraceScope parent(Channel channel) {
    Object parent = channel.hasAttr(PARENT) ? channel.attr(PARENT).getAndSet(null) : null;
    return parent == null
        ? null
        : TraceScope.open(parent instanceof TraceContext context ? context : null);
  }

  private static SentRequests of(Channel channel) {
    var attribute = channel.attr(SENT);
    SentRequests known = attribute.get();
    if (known == null) {
      known = new SentRequests(channel);
      SentRequests before = attribute.setIfAbsent(known);
      if (before != null) {
        return before;
      }
      var unused = channel.closeFuture().addListener(known);
    }
    return known;
  }
}
