package dev.weft.proxy.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;

/**
 * Where the requests of one client go. A channel that is given out takes one request at a time and
 * has a {@link ServerSide} as its last handler. Called on the client's event loop.
 */
public interface Upstreams {
  /** A channel for {@code request}; the future fails when there is none to be had. */
  Future<Channel> channelFor(HttpRequest request);

  /** No more requests go over {@code channel}, whose server has said that it closes it. */
  default void leave(Channel channel) {
    channel.close();
  }

  /** The client is gone: closes what was opened for it. */
  void close();
}
