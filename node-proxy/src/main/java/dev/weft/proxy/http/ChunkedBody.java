package dev.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Where in a chunked body Netty's decoder is, of which it does not tell: so that the line before
 * each chunk can be looked at before the decoder does. Relies on the decoder to begin each such
 * line with a new step.
 */
final class ChunkedBody {
  /** Of a line before a chunk; a signature that some clients add has some 90 bytes. */
  private static final int MAX_LINE = 1024;

  private enum Next {
    /** A head, a body that is not chunked, trailers. */
    OTHER,
    LINE,
    CONTENT,
    /** The end of line behind a chunk. */
    DELIMITER
  }

  private static final int DELIMITER_LENGTH = 2;

  private Next next = Next.OTHER;
  private long left;
  private int line;

  /** Whether the decoder may take a step on {@code in}: no line is there that says no size. */
  boolean maySee(ByteBuf in) {
    if (next != Next.LINE) {
      return true;
    }
    int start = in.readerIndex();
    int readable = Math.min(in.readableBytes(), MAX_LINE);
    int feed = in.indexOf(start, start + readable, (byte) '\n');
    if (feed < 0) {
      return readable < MAX_LINE;
    }
    line = feed + 1 - start;
    left = ChunkLine.size(in, start, feed);
    return left != ChunkLine.MALFORMED;
  }

  /** The decoder has taken a step, has consumed that many bytes and made {@code parts} of them. */
  void stepped(int consumed, List<?> parts) {
    int content = 0;
    for (Object part : parts) {
      if (part instanceof HttpObject read && read.decoderResult().isFailure()) {
        next = Next.OTHER;
        return;
      }
      content += part instanceof ByteBufHolder holder ? holder.content().readableBytes() : 0;
    }
    if (consumed == 0) {
      return;
    }
    switch (next) {
      case OTHER -> next = isChunkedHead(parts) ? Next.LINE : Next.OTHER;
      case LINE -> next = left == 0 ? Next.OTHER : behind(content, consumed - line);
      case CONTENT -> next = behind(content, consumed);
      case DELIMITER -> next = Next.LINE;
    }
  }

  private Next behind(int content, int consumed) {
    left -= content;
    if (left > 0) {
      return Next.CONTENT;
    }
    return consumed == content + DELIMITER_LENGTH ? Next.LINE : Next.DELIMITER;
  }

  private static boolean isChunkedHead(List<?> parts) {
    return !parts.isEmpty()
        && parts.get(parts.size() - 1) instanceof HttpRequest request
        && !(request instanceof LastHttpContent)
        && HttpUtil.isTransferEncodingChunked(request);
  }
}
