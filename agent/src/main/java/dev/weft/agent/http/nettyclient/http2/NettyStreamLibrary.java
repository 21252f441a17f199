package dev.weft.agent.http.nettyclient.http2;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into Netty's codec for clients of HTTP/2. Names only: read where no Netty is. */
public final class NettyStreamLibrary {
  private static final String HERE = "dev.weft.agent.http.nettyclient.http2.";
  private static final String HTTP2 = "io.netty.handler.codec.http2.";
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";
  private static final String PROMISE = "io.netty.channel.ChannelPromise";
  private static final String HEADERS = HTTP2 + "Http2Headers";

  /** The codec. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Netty HTTP/2 client",
          List.of("io.netty."),
          "io.netty.handler.codec.http2",
          List.of(
              HERE + "SentHeaders",
              HERE + "StreamRequest",
              HERE + "StreamEnd",
              HERE + "SentStream",
              HERE + "SentStreams",
              HERE + "NettyStreamRequests"),
          List.of(
              LibraryClass.of(
                  HTTP2 + "DefaultHttp2ConnectionEncoder",
                  new Weave.Inline(
                      "writeHeaders",
                      List.of(CONTEXT, "int", HEADERS, "int", "boolean", PROMISE),
                      HERE + "EncoderAdvice$WriteHeaders"),
                  new Weave.Inline(
                      "writeHeaders",
                      List.of(
                          CONTEXT, "int", HEADERS, "int", "short", "boolean", "int", "boolean",
                          PROMISE),
                      HERE + "EncoderAdvice$WriteHeaders")),
              LibraryClass.of(
                  HTTP2 + "DefaultHttp2ConnectionDecoder$FrameReadListener",
                  new Weave.Inline(
                      "onHeadersRead",
                      List.of(CONTEXT, "int", HEADERS, "int", "short", "boolean", "int", "boolean"),
                      HERE + "DecoderAdvice$Headers"))));

  /** Streams as channels of their own, in newer releases. */
  public static final ClientLibrary CHANNELS =
      new ClientLibrary(
          "Netty HTTP/2 stream channels",
          List.of("io.netty."),
          "io.netty.handler.codec.http2",
          List.of(HERE + "StreamChannels"),
          List.of(
              LibraryClass.of(
                  HTTP2 + "AbstractHttp2StreamChannel$Http2ChannelUnsafe",
                  new Weave.Inline(
                      "write",
                      List.of("java.lang.Object", PROMISE),
                      HERE + "ChannelAdvice$Write"))));

  private NettyStreamLibrary() {}
}
