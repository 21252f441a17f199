package dev.weft.agent.http.nettyclient.http2;

import dev.weft.bootstrap.http.ClientExchange;
import dev.weft.bootstrap.http.ClientRequests;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** One stream that a client opens. On its connection's event loop only. */
public final class SentStream {
  /** gRPC's status codes where no answer says one. */
  private static final int CANCELLED = 1;

  private static final int UNKNOWN = 2;
  private static final int UNAVAILABLE = 14;

  private final ClientExchange exchange;
  private final StreamEnd end;
  private final @Nullable SentHeaders headers;
  private boolean headed;
  private boolean ended;

  private SentStream(ClientExchange exchange, StreamEnd end, @Nullable SentHeaders headers) {
    this.exchange = exchange;
    this.end = end;
    this.headers = headers;
  }

  /** A stream whose request is followed by the library that made it. */
  static SentStream followed(ClientExchange exchange) {
    return new SentStream(exchange, StreamEnd.ELSEWHERE, null);
  }

  /** A stream that begins now; null when nobody follows it. */
  static @Nullable SentStream begin(Http2Headers original) {
    SentHeaders headers = new SentHeaders(original);
    StreamRequest request = new StreamRequest(headers);
    if (request.isGrpc() && request.header("traceparent") != null) {
      // Whoever made the call follows it.
      return null;
    }
    ClientExchange exchange = ClientRequests.begin(request);
    StreamEnd end = request.isGrpc() ? StreamEnd.GRPC : StreamEnd.HTTP;
    return exchange == null ? null : new SentStream(exchange, end, headers);
  }

  /** What is to be sent in the place of {@code original}. */
  public Http2Headers headers(Http2Headers original) {
    return headers == null ? original : headers;
  }

  /** Headers of the answer have come. */
  void received(Http2Headers answer, Object carrier) {
    if (!headed) {
      headed = true;
      ClientRequests.carried(exchange, carrier);
    }
    CharSequence grpc = end == StreamEnd.GRPC ? answer.get(new AsciiString("grpc-status")) : null;
    if (grpc != null) {
      ended = true;
      ClientRequests.closed(exchange, number(grpc, UNKNOWN));
    } else if (end == StreamEnd.HTTP) {
      int status = number(answer.status(), 0);
      // RFC 9110 section 15.2: interim ones are followed by others.
      if (status >= 200) {
        ended = true;
        ClientRequests.end(exchange, status, null);
      }
    }
  }

  private static int number(@Nullable CharSequence text, int otherwise) {
    try {
      return text == null ? otherwise : Integer.parseInt(text.toString());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** It is closed, as each is at last, or was never opened; nothing more comes. */
  void closed(Object carrier) {
    if (ended) {
      return;
    }
    ended = true;
    if (!headed) {
      ClientRequests.carried(exchange, carrier);
    }
    if (end == StreamEnd.GRPC) {
      ClientRequests.closed(exchange, headed ? CANCELLED : UNAVAILABLE);
    } else if (end == StreamEnd.HTTP) {
      ClientRequests.end(exchange, 0, new ClosedChannelException());
    }
  }
}
