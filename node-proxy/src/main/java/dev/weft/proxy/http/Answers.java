package dev.weft.proxy.http;

import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What the proxy itself answers. */
final class Answers {
  private static final int GRPC_UNKNOWN = 2;
  private static final int GRPC_PERMISSION_DENIED = 7;
  private static final int GRPC_UNIMPLEMENTED = 12;
  private static final int GRPC_INTERNAL = 13;
  private static final int GRPC_UNAVAILABLE = 14;
  private static final int GRPC_UNAUTHENTICATED = 16;

  private Answers() {}

  /** The answer to a request that is refused. */
  static FullHttpResponse denial(Verdict verdict, boolean grpc) {
    FullHttpResponse answer = of(verdict.status(), verdict.text(), grpc);
    if (verdict.challenge() != null) {
      answer.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, verdict.challenge());
    }
    return answer;
  }

  /** An answer of {@code status} with a line of text; a call of gRPC gets its own status. */
  static FullHttpResponse of(int status, String text, boolean grpc) {
    if (grpc) {
      FullHttpResponse answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
      answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/grpc");
      answer.headers().set("grpc-status", String.valueOf(grpcCode(status)));
      answer.headers().set("grpc-message", percentEncoded(text));
      // Over HTTP/1.1 too, where a client would otherwise wait for the end of the connection.
      answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
      return answer;
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return answer;
  }

  /**
   * As a client of gRPC reads an answer that is none of gRPC's (its "HTTP to gRPC Status Code
   * Mapping"). {@code UNAVAILABLE} invites to try again, and is for what that may help.
   */
  private static int grpcCode(int status) {
    return switch (status) {
      case 400 -> GRPC_INTERNAL;
      case 401 -> GRPC_UNAUTHENTICATED;
      case 403 -> GRPC_PERMISSION_DENIED;
      case 404 -> GRPC_UNIMPLEMENTED;
      case 429, 502, 503, 504 -> GRPC_UNAVAILABLE;
      default -> GRPC_UNKNOWN;
    };
  }

  /** A {@code grpc-message} is visible ASCII; what else there is in it is escaped. */
  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
