package dev.weft.proxy.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** Reads requests of HTTP/1.1 as RFC 9112 has them; what is ambiguous is malformed. */
final class RequestDecoder extends HttpRequestDecoder {
  RequestDecoder() {
    super(config());
  }

  static HttpDecoderConfig config() {
    return new HttpDecoderConfig()
        .setMaxInitialLineLength(16 << 10)
        .setMaxHeaderSize(64 << 10)
        .setMaxChunkSize(64 << 10)
        .setAllowDuplicateContentLengths(false)
        .setValidateHeaders(true);
  }

  /** Two lengths are how a request is hidden in another (RFC 9112, section 6.1). */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
