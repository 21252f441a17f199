package dev.weft.agent.http.netty;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into Netty's codec for HTTP/1.1. Names only: this is read where no Netty is. */
public final class NettyLibrary {
  private static final String HERE = "dev.weft.agent.http.netty.";
  private static final String HTTP = "io.netty.handler.codec.http.";
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Netty",
          List.of("io.netty."),
          "io.netty.handler.codec.http",
          List.of(
              HERE + "NettyGuard",
              HERE + "NettyScheme",
              HERE + "NettyRequest",
              HERE + "NettyDenial",
              HERE + "NettyUnanswered",
              HERE + "NettySpans",
              HERE + "NettyExchanges",
              HERE + "NettyRequests"),
          List.of(
              LibraryClass.of(
                  HTTP + "HttpObjectDecoder",
                  new Weave.Overriding(
                      "handlerAdded", List.of(CONTEXT), HERE + "DecoderAdvice$Added"),
                  new Weave.Keep(),
                  passingOn("channelRead", CONTEXT, "java.lang.Object"),
                  passingOn("channelInactive", CONTEXT),
                  passingOn("userEventTriggered", CONTEXT, "java.lang.Object"),
                  new Weave.Inline(
                      "decode",
                      List.of(CONTEXT, "io.netty.buffer.ByteBuf", "java.util.List"),
                      HERE + "DecoderAdvice$Decoded")),
              LibraryClass.of(
                  HTTP + "HttpObjectEncoder",
                  new Weave.Inline(
                      "encode",
                      List.of(CONTEXT, "java.lang.Object", "java.util.List"),
                      HERE + "EncoderAdvice$Encoded"))));

  private NettyLibrary() {}

  private static Weave passingOn(String method, String... parameters) {
    return new Weave.Overriding(method, List.of(parameters), HERE + "DecoderAdvice$PassedOn");
  }
}
