package dev.weft.proxy.http;

import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Reads a server's answers; that to {@code HEAD} has no body, whatever its header says. */
final class ResponseDecoder extends HttpResponseDecoder {
  private boolean head;

  ResponseDecoder() {
    super(RequestDecoder.config());
  }

  /** Says whether the next answer is to {@code HEAD}. */
  void expectToHead(boolean isHead) {
    head = isHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return head || super.isContentAlwaysEmpty(message);
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }
}
