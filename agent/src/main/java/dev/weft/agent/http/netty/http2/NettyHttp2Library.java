package dev.weft.agent.http.netty.http2;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's codec for HTTP/2. Names only: this is read where no Netty is.
 *
 * <p>A connection is claimed when its handler's decoder, or what it decorates, is Netty's own, for
 * there the listener is wrapped. What is written is seen by the innermost encoder.
 */
public final class NettyHttp2Library {
  private static final String HERE = "dev.weft.agent.http.netty.http2.";
  private static final String HTTP2 = "io.netty.handler.codec.http2.";
  private static final String HEADERS = HTTP2 + "Http2Headers";
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";
  private static final String PROMISE = "io.netty.channel.ChannelPromise";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Netty HTTP/2",
          List.of("io.netty."),
          "io.netty.handler.codec.http2",
          List.of(
              HERE + "NettyStreamRequest",
              HERE + "NettyStreamDenial",
              HERE + "NettyStream",
              HERE + "NettyStreamSpans",
              HERE + "JudgingListener",
              HERE + "NettyStreams"),
          List.of(
              LibraryClass.of(
                  HTTP2 + "Http2ConnectionHandler",
                  new Weave.Inline("handlerAdded", List.of(CONTEXT), HERE + "HandlerAdvice$Added")),
              LibraryClass.of(
                  HTTP2 + "DecoratingHttp2ConnectionDecoder", new Weave.Link("delegate")),
              LibraryClass.of(
                  HTTP2 + "DecoratingHttp2ConnectionEncoder", new Weave.Link("delegate")),
              LibraryClass.of(
                  HTTP2 + "DefaultHttp2ConnectionEncoder",
                  new Weave.Keep(),
                  new Weave.Inline(
                      "writeHeaders",
                      List.of(CONTEXT, "int", HEADERS, "int", "boolean", PROMISE),
                      HERE + "EncoderAdvice$WriteHeaders"),
                  new Weave.Inline(
                      "writeHeaders",
                      List.of(
                          CONTEXT, "int", HEADERS, "int", "short", "boolean", "int", "boolean",
                          PROMISE),
                      HERE + "EncoderAdvice$WritePriority"),
                  new Weave.Inline(
                      "writeData",
                      List.of(CONTEXT, "int", "io.netty.buffer.ByteBuf", "int", "boolean", PROMISE),
                      HERE + "EncoderAdvice$WriteData")),
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
