package dev.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/** Reads requests of HTTP/1.1 as RFC 9112 has them; what is ambiguous is malformed. */
final class RequestDecoder extends HttpRequestDecoder {
  private final ChunkedBody chunks = new ChunkedBody();
  private boolean refused;

  RequestDecoder() {
    super(config());
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (refused || !chunks.maySee(in)) {
      in.skipBytes(in.readableBytes());
      if (!refused) {
        refused = true;
        out.add(refusal());
      }
      return;
    }
    int readable = in.readableBytes();
    int before = out.size();
    super.decode(ctx, in, out);
    chunks.stepped(readable - in.readableBytes(), out.subList(before, out.size()));
  }

  /** An end of the body that is none; nothing behind it is read. */
  private static LastHttpContent refusal() {
    LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
    end.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("chunk size")));
    return end;
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
