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
 * Where an HTTP/1 request ends (RFC 9112, section 6). The parser reads past a transfer coding that
 * it does not know as if there were no body; somebody in front of it may not.
 */
final class Framing {
  private Framing() {}

  /** Why the end or the target of {@code request} could be read in two ways, or empty. */
  static Optional<String> ambiguity(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      // The server answers what the parser refused.
      return Optional.empty();
    }
    HttpHeaders headers = request.headers();
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (codings.isEmpty()) {
      return Optional.empty();
    }
    if (codings.size() > 1 || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))) {
      return Optional.of("Transfer-Encoding: not known (expected: chunked, or none)");
    }
    if (!request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return Optional.of("Transfer-Encoding: in an HTTP/1.0 request (expected: none)");
    }
    return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
        ? Optional.of("Content-Length: beside Transfer-Encoding (expected: one of them)")
        : Optional.empty();
  }

  /** The answer to a request that is not read, after which the connection closes. */
  static FullHttpResponse refusal(String why) {
    byte[] body = JsonWriter.writeBytes(new ApiException(400, why).status());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }
}
