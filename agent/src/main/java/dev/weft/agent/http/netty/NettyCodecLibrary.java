package dev.weft.agent.http.netty;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into Netty's decoders of all kinds: a look at those that leave a pipeline. Apart
 * from {@link NettyLibrary}, because many programs have these and no HTTP. Names only: this is read
 * where no Netty is.
 */
public final class NettyCodecLibrary {
  private static final String HERE = "dev.weft.agent.http.netty.";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Netty codec",
          List.of("io.netty."),
          "io.netty.handler.codec",
          List.of(HERE + "NettySink", HERE + "NettyRemovals"),
          List.of(
              LibraryClass.of(
                  "io.netty.handler.codec.ByteToMessageDecoder",
                  new Weave.Guard(),
                  new Weave.Inline(
                      "handlerRemoved",
                      List.of("io.netty.channel.ChannelHandlerContext"),
                      HERE + "RemovalAdvice$Removed"))));

  private NettyCodecLibrary() {}
}
