package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.Keeping;
import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * The judged streams of one connection. A traced one ends when its answer has been written, which
 * closes the server's side of it, or with the stream. On the connection's event loop only.
 */
public final class NettyStreamSpans extends Http2ConnectionAdapter {
  private final Http2Connection connection;
  private final Http2ConnectionEncoder encoder;
  private final Http2Connection.PropertyKey key;
  private boolean watching;

  /** {@code encoder} leads to the one that writes answers by links. */
  NettyStreamSpans(Http2Connection connection, Http2ConnectionEncoder encoder) {
    this.connection = connection;
    this.encoder = encoder;
    this.key = connection.newKey();
  }

  /** What is known of a stream; null before it was judged, and when it is none any more. */
  @Nullable NettyStream of(int streamId) {
    Http2Stream stream = connection.stream(streamId);
    return stream == null ? null : of(stream);
  }

  @Nullable NettyStream of(Http2Stream stream) {
    return stream.getProperty(key);
  }

  /** Keeps what is known of a stream with it. */
  void keep(Http2Stream stream, NettyStream known) {
    NettyStream unused = stream.setProperty(key, known);
    if (known.verdict() != null && !watching) {
      watching = true;
      if (ServerRequests.end(encoder) instanceof Keeping slot) {
        slot.weftKeep(this);
      }
      connection.addListener(this);
    }
  }

  /** The head or the trailers of an answer go out. */
  void written(int streamId, Http2Headers headers, boolean end) {
    NettyStream known = of(streamId);
    if (known != null && known.verdict() != null) {
      known.written(headers, end);
    }
  }

  /** A part of an answer's body goes out. */
  void written(int streamId, boolean end) {
    NettyStream known = end ? of(streamId) : null;
    if (known != null && known.verdict() != null) {
      known.written(true);
    }
  }

  @Override
  public void onStreamHalfClosed(Http2Stream stream) {
    if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
      end(stream);
    }
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    end(stream);
  }

  private void end(Http2Stream stream) {
    NettyStream known = of(stream);
    Verdict verdict = known == null ? null : known.verdict();
    if (known == null || verdict == null) {
      return;
    }
    boolean complete = known.hasEnded() && !known.isCancelled() && !stream.isResetSent();
    if (known.isGrpc()) {
      endCall(known, verdict, complete);
    } else if (complete) {
      ServerRequests.finished(verdict, known.status(), null);
    } else {
      ServerRequests.finished(verdict, 0, "connection_closed");
    }
  }

  private static void endCall(NettyStream known, Verdict verdict, boolean complete) {
    if (complete) {
      ServerRequests.finishedCall(verdict, known.status(), known.grpcStatus(), null);
    } else if (known.isCancelled()) {
      ServerRequests.finishedCall(verdict, 0, ServerRequests.GRPC_CANCELLED, null);
    } else {
      ServerRequests.finishedCall(verdict, 0, -1, "connection_closed");
    }
  }
}
