package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.AttributeKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks after connections whose HTTP codec leaves the pipeline. What follows is no request that
 * anybody would judge, so that the connection is judged as a whole from then on, unless a request
 * that was judged asked for just that: an upgrade, or a tunnel.
 */
public final class NettyRemovals extends ClassValue<Boolean> {
  /**
   * Whether the last request that passed asked for something else than HTTP/1.1 to follow. Set by
   * those who judge; the name is how they know it.
   */
  private static final AttributeKey<Boolean> UPGRADE = AttributeKey.valueOf("dev.weft.upgrade");

  private static final NettyRemovals READ_HTTP = new NettyRemovals();
  private static final String OWN = "io.netty.";

  /** The last of these holds bytes back until it has seen which of the others is to read them. */
  private static final List<String> CODECS =
      List.of(
          "io.netty.handler.codec.http.HttpRequestDecoder",
          "io.netty.handler.codec.http.HttpServerCodec",
          "io.netty.handler.codec.http2.Http2ConnectionHandler",
          "io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler");

  private NettyRemovals() {}

  /**
   * A decoder has left its pipeline. Never throws.
   *
   * @param unread what it has not read, which goes to the handler behind it next
   */
  public static void removed(ChannelHandlerContext ctx, Object decoder, @Nullable ByteBuf unread) {
    try {
      Channel channel = ctx.channel();
      boolean matters =
          READ_HTTP.get(decoder.getClass())
              && channel.parent() instanceof ServerChannel
              && channel.isOpen()
              && !Boolean.TRUE.equals(channel.attr(UPGRADE).get())
              && !readsHttp(channel.pipeline());
      if (matters && !ServerRequests.release(carrier(channel))) {
        stop(channel, unread);
      }
    } catch (Throwable t) {
      Verdict unused = ServerRequests.fault("http.netty", t);
      stop(ctx.channel(), unread);
    }
  }

  private static boolean readsHttp(ChannelPipeline pipeline) {
    for (Map.Entry<String, ChannelHandler> entry : pipeline) {
      if (READ_HTTP.get(entry.getValue().getClass())) {
        return true;
      }
    }
    return false;
  }

  /** The connection is cut already; what of it has been read reaches no handler any more. */
  private static void stop(Channel channel, @Nullable ByteBuf unread) {
    if (unread != null) {
      ByteBuf unused = unread.skipBytes(unread.readableBytes());
    }
    String first = firstOfApplication(channel.pipeline());
    ChannelPipeline unused =
        first == null
            ? channel.pipeline().addLast(new NettySink())
            : channel.pipeline().addBefore(first, null, new NettySink());
    var unusedClose = channel.close();
  }

  private static @Nullable String firstOfApplication(ChannelPipeline pipeline) {
    String own = ownPrefix();
    for (Map.Entry<String, ChannelHandler> entry : pipeline) {
      if (!entry.getValue().getClass().getName().startsWith(own)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** What the names of this copy's classes begin with. */
  private static String ownPrefix() {
    String name = ByteToMessageDecoder.class.getName();
    return name.substring(0, name.indexOf(OWN) + OWN.length());
  }

  private static Object carrier(Channel channel) {
    return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio ? nio.ch() : channel;
  }

  /** Whether handlers of that class read HTTP, or wait to see which kind of it. */
  @Override
  protected Boolean computeValue(Class<?> type) {
    String prefix = ownPrefix().substring(0, ownPrefix().length() - OWN.length());
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (String codec : CODECS) {
        String name = at.getName();
        if (name.equals(prefix + codec) || name.startsWith(prefix + codec + "$Prior")) {
          return true;
        }
      }
    }
    return false;
  }
}
