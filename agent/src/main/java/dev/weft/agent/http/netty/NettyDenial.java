package dev.weft.agent.http.netty;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;

/** The answer to a denied request. Immutable. */
public final class NettyDenial {
  private final Verdict verdict;
  private final String text;
  private final boolean closes;
  private final long after;

  private NettyDenial(Verdict verdict, String text, boolean closes, long after) {
    this.verdict = verdict;
    this.text = text;
    this.closes = closes;
    this.after = after;
  }

  /**
   * The answer.
   *
   * @param after how many answers of the application go before it
   * @param last whether no other is going to follow it
   */
  static NettyDenial of(Verdict verdict, HttpRequest request, long after, boolean last) {
    // What follows a request that expects to continue may be its body, or another request.
    boolean closes =
        last
            || !HttpUtil.isKeepAlive(request)
            || request.headers().contains("expect")
            || request.decoderResult().isFailure();
    StringBuilder text = new StringBuilder(160);
    HttpResponseStatus status = HttpResponseStatus.valueOf(verdict.status());
    text.append("HTTP/1.1 ").append(status.code()).append(' ').append(status.reasonPhrase());
    text.append("\r\ncontent-type: text/plain\r\ncontent-length: ");
    text.append(verdict.text().length());
    if (verdict.challenge() != null) {
      text.append("\r\nwww-authenticate: ").append(verdict.challenge());
    }
    if (closes) {
      text.append("\r\nconnection: close");
    } else if (request.protocolVersion().minorVersion() == 0) {
      text.append("\r\nconnection: keep-alive");
    }
    text.append("\r\n\r\n");
    if (!request.method().name().equals("HEAD")) {
      text.append(verdict.text());
    }
    return new NettyDenial(verdict, text.toString(), closes, after);
  }

  /** Whether nothing is served after it. */
  boolean closes() {
    return closes;
  }

  long after() {
    return after;
  }

  /** What goes out now. */
  ByteBuf bytes() {
    ServerRequests.refused(verdict);
    return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
