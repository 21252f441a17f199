package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.Verdict;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream that was judged, until its answer is complete. On its connection's
 * event loop only.
 */
public final class NettyStream {
  /** A stream that goes no further. */
  static final NettyStream DENIED = new NettyStream(null, true, false);

  /** A stream that nobody traces. */
  static final NettyStream UNTRACED = new NettyStream(null, false, false);

  private final @Nullable Verdict verdict;
  private final boolean denied;
  private final boolean grpc;
  private int status;

  /** What the answer's trailers say; -1 until they are written. */
  private int grpcStatus = -1;

  private boolean ended;
  private boolean cancelled;

  private NettyStream(@Nullable Verdict verdict, boolean denied, boolean grpc) {
    this.verdict = verdict;
    this.denied = denied;
    this.grpc = grpc;
  }

  /** A stream whose request was let through. */
  static NettyStream allowed(Verdict verdict, NettyStreamRequest request) {
    return verdict.isTraced() ? new NettyStream(verdict, false, request.isGrpc()) : UNTRACED;
  }

  boolean isDenied() {
    return denied;
  }

  /** What the request passed with; null when nobody traces it. */
  @Nullable Verdict verdict() {
    return verdict;
  }

  boolean isGrpc() {
    return grpc;
  }

  /** The status of the answer; 0 while there is none. */
  int status() {
    return status;
  }

  /** gRPC's status code; -1 while there is none. */
  int grpcStatus() {
    return grpcStatus;
  }

  /** Whether the whole answer was written. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether the client has reset the stream. */
  boolean isCancelled() {
    return cancelled;
  }

  /** The client has reset the stream. */
  void cancelled() {
    cancelled = true;
  }

  /** A part of the answer has been written; {@code end} when it was the last. */
  void written(boolean end) {
    ended |= end;
  }

  /**
   * The head or the trailers of the answer have been written. Only walks through them: gRPC's own
   * kind of headers answers nothing else.
   */
  void written(Http2Headers headers, boolean end) {
    for (Map.Entry<CharSequence, CharSequence> header : headers) {
      if (AsciiString.contentEquals(":status", header.getKey())) {
        status = number(header.getValue(), status);
      } else if (grpc && AsciiString.contentEquals("grpc-status", header.getKey())) {
        grpcStatus = number(header.getValue(), grpcStatus);
      }
    }
    ended |= end;
  }

  private static int number(CharSequence text, int otherwise) {
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9' || i >= 3) {
        return otherwise;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
