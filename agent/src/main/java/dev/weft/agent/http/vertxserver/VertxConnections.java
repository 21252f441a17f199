package dev.weft.agent.http.vertxserver;

import dev.weft.bootstrap.http.Guarded;
import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpObjectDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;

/**
 * Stands for the codecs that a connection of Vert.x's server is given once it is known what it
 * talks: the judgement stands in each of them.
 */
public final class VertxConnections implements Guarded {
  private static final VertxConnections GUARD = new VertxConnections();

  private VertxConnections() {}

  /** A handler that looks for the beginning of HTTP/2 was added to a pipeline. Never throws. */
  public static void added(Object handler, ChannelHandlerContext ctx) {
    try {
      Channel channel = ctx.channel();
      if (isVertxsOwn(handler) && channel.parent() instanceof ServerChannel && codecsJudge()) {
        ServerRequests.claim(carrier(channel), GUARD);
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.vertx", t);
    }
  }

  /** It is for subclasses to say which codec comes next; an application's could say anything. */
  private static boolean isVertxsOwn(Object handler) {
    Class<?> type = handler.getClass();
    return type.getClassLoader() == VertxConnections.class.getClassLoader()
        && type.getName().startsWith(VertxConnections.class.getPackageName() + ".");
  }

  /** Whether Netty was woven here: its own descriptions are all or nothing too. */
  private static boolean codecsJudge() {
    return Guarded.class.isAssignableFrom(ByteToMessageDecoder.class)
        && Keeping.class.isAssignableFrom(HttpObjectDecoder.class)
        && Guarded.class.isAssignableFrom(DefaultHttp2ConnectionDecoder.class);
  }

  /** The JDK's channel beneath Netty's; Netty's own where there is none, which has no peer. */
  private static Object carrier(Channel channel) {
    return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio ? nio.ch() : channel;
  }
}
