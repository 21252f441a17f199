package dev.weft.core.control;

/** An HTTP answer, read whole. */
final class HttpAnswer {
  private final int status;
  private final byte[] body;
  private final boolean keepAlive;

  HttpAnswer(int status, byte[] body, boolean keepAlive) {
    this.status = status;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  /** The status code, 200 to 599. */
  int status() {
    return status;
  }

  /** The content, decoded; empty when there is none. Not copied: not to be changed. */
  byte[] body() {
    return body;
  }

  /** Whether the connection may carry another exchange. */
  boolean keepAlive() {
    return keepAlive;
  }
}
