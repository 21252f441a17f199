package dev.weft.agent.http.netty.http2;

import dev.weft.bootstrap.http.ServerRequests;
import dev.weft.bootstrap.http.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** Answers a denied stream; the connection goes on. Flushed when what has been read is done. */
public final class NettyStreamDenial {
  private NettyStreamDenial() {}

  static void write(
      Verdict verdict,
      Http2Headers request,
      int streamId,
      ChannelHandlerContext ctx,
      Http2ConnectionEncoder encoder) {
    try {
      CharSequence type = request.get(new AsciiString("content-type"));
      if (type != null && type.toString().startsWith("application/grpc")) {
        Http2Headers answer = headers("200", "application/grpc");
        add(answer, "grpc-status", grpcStatus(verdict.status()));
        add(answer, "grpc-message", percentEncoded(verdict.text()));
        var unused = encoder.writeHeaders(ctx, streamId, answer, 0, true, ctx.newPromise());
        return;
      }
      byte[] text = verdict.text().getBytes(StandardCharsets.ISO_8859_1);
      Http2Headers answer = headers(Integer.toString(verdict.status()), "text/plain");
      add(answer, "content-length", Integer.toString(text.length));
      if (verdict.challenge() != null) {
        add(answer, "www-authenticate", verdict.challenge());
      }
      boolean head = "HEAD".contentEquals(String.valueOf(request.method()));
      var unused = encoder.writeHeaders(ctx, streamId, answer, 0, head, ctx.newPromise());
      if (!head) {
        unused =
            encoder.writeData(
                ctx, streamId, Unpooled.wrappedBuffer(text), 0, true, ctx.newPromise());
      }
    } catch (RuntimeException | LinkageError e) {
      Verdict unused = ServerRequests.fault("http.netty", e);
      var unusedClose = ctx.close();
    }
  }

  private static Http2Headers headers(String status, String type) {
    Http2Headers headers = new DefaultHttp2Headers();
    Http2Headers unused = headers.status(new AsciiString(status));
    add(headers, "content-type", type);
    return headers;
  }

  private static void add(Http2Headers headers, String name, String value) {
    Http2Headers unused = headers.add(new AsciiString(name), new AsciiString(value));
  }

  /** As gRPC's own mapping of HTTP's statuses has it, the other way round. */
  private static String grpcStatus(int status) {
    return switch (status) {
      case 401 -> "16";
      case 403 -> "7";
      case 503 -> "14";
      default -> "13";
    };
  }

  /** Only the percent sign needs it: the text is printable ASCII. */
  private static String percentEncoded(String text) {
    return text.replace("%", "%25");
  }
}
