package dev.weft.agent.http.nettyclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's codec for clients of HTTP/1.1, whether its halves stand in a pipeline
 * by themselves or as {@code HttpClientCodec}. Names only: this is read where no Netty is.
 */
public final class NettyClientLibrary {
  private static final String HERE = "dev.weft.agent.http.nettyclient.";
  private static final String HTTP = "io.netty.handler.codec.http.";
  private static final String CONTEXT = "io.netty.channel.ChannelHandlerContext";
  private static final String BUFFER = "io.netty.buffer.ByteBuf";
  private static final String LIST = "java.util.List";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Netty HTTP client",
          List.of("io.netty."),
          "io.netty.handler.codec.http",
          List.of(HERE + "SentRequest", HERE + "SentRequests", HERE + "NettyClientRequests"),
          List.of(
              LibraryClass.of(
                  HTTP + "HttpRequestEncoder",
                  new Weave.Keep(),
                  new Weave.Overriding(
                      "encode",
                      List.of(CONTEXT, "java.lang.Object", LIST),
                      HERE + "EncoderAdvice$Encode"),
                  new Weave.Overriding(
                      "encodeHeaders",
                      List.of(HTTP + "HttpHeaders", BUFFER),
                      HERE + "EncoderAdvice$Headers")),
              LibraryClass.of(
                  HTTP + "HttpResponseDecoder",
                  new Weave.Overriding(
                      "decode", List.of(CONTEXT, BUFFER, LIST), HERE + "DecoderAdvice$Decode"),
                  new Weave.Overriding(
                      "exceptionCaught",
                      List.of(CONTEXT, "java.lang.Throwable"),
                      HERE + "DecoderAdvice$Caught"))));

  private NettyClientLibrary() {}
}
