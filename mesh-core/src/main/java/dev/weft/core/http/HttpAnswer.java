package dev.weft.core.http;

/** An HTTP answer, read whole. */
public final class HttpAnswer {
  private final int status;
  private final byte[] body;
  private final boolean keepAlive;

  HttpAnswer(int status, byte[] body, boolean keepAlive) {
    this.status = status;
    this.body = body;
    this.keepAlive = keepAlive;
  }

  /** The status code, 200 to 599. */
  public int status() {
    return status;
  }

  /** The content, decoded; empty when there is none. Not copied: not to be changed. */
  public byte[] body() {
    return body;
  }

  /** Whether the connection may carry another exchange. */
  public boolean keepAlive() {
    return keepAlive;
  }
}
