package dev.weft.agent.http.undertow;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into XNIO: the way from a connection to its channel. Apart from Undertow, because
 * application servers load the two by different class loaders.
 */
public final class XnioLibrary {
  private static final String NIO = "org.xnio.nio.";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "XNIO",
          List.of("org.xnio."),
          "org.xnio.nio",
          List.of(),
          List.of(
              LibraryClass.of(NIO + "NioSocketStreamConnection", new Weave.Link("conduit")),
              LibraryClass.of(NIO + "NioSocketConduit", new Weave.Link("socketChannel"))));

  private XnioLibrary() {}
}
