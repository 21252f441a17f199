package dev.weft.server.http.connection;

import dev.weft.core.json.JsonWriter;
import dev.weft.server.http.ApiException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/**
 * Where an HTTP/1 request and its target end (RFC 9112, sections 3.2 and 6). The parser reads past
 * a transfer coding that it does not know as if there were no body; somebody in front of it may
 * not.
 */
final class Framing {
  private Framing() {}

  /** What is to be said of {@code request} when an end could be read in two ways, or empty. */
  static Optional<ApiException> refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      // The server answers what the parser refused.
      return Optional.empty();
    }
    if (request.uri().indexOf('#') >= 0) {
      // What stands behind it would be left out, such as that a write is only tried.
      return bad("request target: a # in it (expected: none; write it as %23)");
    }
    HttpHeaders headers = request.headers();
    for (String expected : headers.getAll(HttpHeaderNames.EXPECT)) {
      if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
        // Whether a body follows is open then.
        return Optional.of(new ApiException(417, "Expect: not known (expected: 100-continue)"));
      }
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    if (codings.size() > 1 || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))) {
      return bad("Transfer-Encoding: not known (expected: chunked, or none)");
    }
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return bad("Transfer-Encoding: in an HTTP/1.0 request (expected: none)");
    }
    return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        ? bad("Content-Length: beside Transfer-Encoding (expected: one of them)")
        : Optional.empty();
  }

  private static Optional<ApiException> bad(String why) {
    return Optional.of(new ApiException(400, why));
  }

  /** The answer to a request that is not read on, after which the connection closes. */
  static FullHttpResponse answer(ApiException refusal) {
    byte[] body = JsonWriter.writeBytes(refusal.status());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(refusal.code()),
            Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
