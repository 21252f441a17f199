package dev.weft.proxy.http;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Writes answers to a client; that to {@code HEAD} has no body. */
final class ResponseEncoder extends HttpResponseEncoder {
  private boolean head;

  /** Says whether the next answer is to {@code HEAD}. */
  void expectToHead(boolean isHead) {
    head = isHead;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse message) {
    return head || super.isContentAlwaysEmpty(message);
  }
}
