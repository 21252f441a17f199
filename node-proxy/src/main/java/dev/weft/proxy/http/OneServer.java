package dev.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server for all requests of a client's connection, over one HTTP/1.1 connection that is opened
 * anew when the server has closed it. So whoever limits or counts connections sees as many as
 * without a proxy.
 */
public final class OneServer implements Upstreams {
  private final EventLoop loop;
  private final Function<ChannelHandler, Future<Channel>> opener;
  private @Nullable Channel open;
  private boolean closed;

  /**
   * @param opener opens a connection whose last handlers are given
   */
  public OneServer(EventLoop loop, Function<ChannelHandler, Future<Channel>> opener) {
    this.loop = loop;
    this.opener = opener;
  }

  private static ChannelHandler handlers() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(new HttpRequestEncoder(), new ResponseDecoder(), new ServerSide());
      }
    };
  }

  /** Uses {@code channel}, a connection to the server on which nothing has been said. */
  public void start(Channel channel) {
    channel.pipeline().addLast(handlers());
    open = channel;
  }

  @Override
  public Future<Channel> channelFor(HttpRequest request) {
    Channel channel = open;
    if (channel != null && ServerSide.mayBeAsked(channel)) {
      return loop.newSucceededFuture(channel);
    }
    return open();
  }

  /** Opens a connection, which the next request takes. */
  public Future<Channel> open() {
    return opener
        .apply(handlers())
        .addListener(
            (Future<Channel> opened) -> {
              if (opened.isSuccess()) {
                if (closed) {
                  opened.getNow().close();
                }
                open = opened.getNow();
              }
            });
  }

  @Override
  public void leave(Channel channel) {
    if (channel.equals(open)) {
      // Closing takes a while over TLS, and until then it looks open.
      open = null;
    }
    channel.close();
  }

  @Override
  public void close() {
    closed = true;
    if (open != null) {
      open.close();
    }
  }
}
