package dev.weft.agent.http.vertxserver;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into Vert.x 4 and 5. Names only: this is read where no Vert.x is. */
public final class VertxServerLibrary {
  private static final String HERE = "dev.weft.agent.http.vertxserver.";
  private static final String HTTP = "io.vertx.core.http.impl.";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "Vert.x HTTP server",
          List.of("io.vertx.", "io.netty."),
          "io.vertx.core.http.impl",
          List.of(HERE + "VertxConnections"),
          List.of(
              LibraryClass.of(
                  HTTP + "Http1xOrH2CHandler",
                  new Weave.Overriding(
                      "handlerAdded",
                      List.of("io.netty.channel.ChannelHandlerContext"),
                      HERE + "DetectionAdvice$Added"))));

  private VertxServerLibrary() {}
}
