package dev.weft.agent.http.netty.http2;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's codec for HTTP/2. Names only: this is read where no Netty is.
 *
 * <p>A connection is claimed when its handler's decoder, or what it decorates, is Netty's own, for
 * there the listener is wrapped.
 */
public final class NettyHttp2Library {
  private static final String HERE = "dev.weft.agent.http.netty.http2.";
  private static final String HTTP2 = "io.netty.handler.codec.http2.";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Netty HTTP/2",
          List.of("io.netty."),
          "io.netty.handler.codec.http2",
          List.of(
              HERE + "NettyStreamRequest",
              HERE + "NettyStreamDenial",
              HERE + "JudgingListener",
              HERE + "NettyStreams"),
          List.of(
              LibraryClass.of(
                  HTTP2 + "Http2ConnectionHandler",
                  new Weave.Inline(
                      "handlerAdded",
                      List.of("io.netty.channel.ChannelHandlerContext"),
                      HERE + "HandlerAdvice$Added")),
              LibraryClass.of(
                  HTTP2 + "DecoratingHttp2ConnectionDecoder", new Weave.Link("delegate")),
              LibraryClass.of(
                  HTTP2 + "DefaultHttp2ConnectionDecoder",
                  new Weave.Guard(),
                  new Weave.Inline(
                      "frameListener",
                      List.of(HTTP2 + "Http2FrameListener"),
                      HERE + "DecoderAdvice$SetListener"),
                  new Weave.Inline(
                      "frameListener", List.of(), HERE + "DecoderAdvice$GetListener"))));

  private NettyHttp2Library() {}
}
