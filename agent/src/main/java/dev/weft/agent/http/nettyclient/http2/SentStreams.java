package dev.weft.agent.http.nettyclient.http2;

import dev.weft.bootstrap.http.ClientRequests;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/** The streams of one client's connection, each kept with Netty's own. On its event loop only. */
public final class SentStreams extends Http2ConnectionAdapter {
  private final Http2Connection connection;
  private final Http2Connection.PropertyKey key;
  private final Channel channel;

  SentStreams(Http2Connection connection, Channel channel) {
    this.connection = connection;
    this.key = connection.newKey();
    this.channel = channel;
    connection.addListener(this);
  }

  /** A stream was opened, or could not be. */
  void sent(int streamId, SentStream sent) {
    Http2Stream stream = connection.stream(streamId);
    if (stream == null) {
      sent.closed(carrier());
    } else {
      Object unused = stream.setProperty(key, sent);
    }
  }

  /** Headers of an answer have come. */
  void received(int streamId, Http2Headers headers) {
    Http2Stream stream = connection.stream(streamId);
    SentStream sent = stream == null ? null : stream.getProperty(key);
    if (sent != null) {
      sent.received(headers, carrier());
    }
  }

  /** Answered, reset by either side, refused by a GOAWAY, or its connection has ended. */
  @Override
  public void onStreamClosed(Http2Stream stream) {
    try {
      SentStream sent = stream.removeProperty(key);
      if (sent != null) {
        sent.closed(carrier());
      }
    } catch (Throwable t) {
      ClientRequests.fault("http.netty.client", t);
    }
  }

  /** The JDK's channel beneath Netty's; Netty's own where there is none, which has no peer. */
  private Object carrier() {
    return channel.unsafe() instanceof AbstractNioChannel.NioUnsafe nio ? nio.ch() : channel;
  }
}
