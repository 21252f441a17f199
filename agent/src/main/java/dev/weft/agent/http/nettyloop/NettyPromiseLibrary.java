package dev.weft.agent.http.nettyloop;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/** What is woven into Netty's futures: a listener works under what its adder worked under. */
public final class NettyPromiseLibrary {
  private static final String HERE = "dev.weft.agent.http.nettyloop.";
  private static final String CONCURRENT = "io.netty.util.concurrent.";
  private static final String LISTENER = CONCURRENT + "GenericFutureListener";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "Netty futures",
          List.of("io.netty."),
          "io.netty.util.concurrent",
          List.of(HERE + "ListenerContexts", HERE + "NettyListeners"),
          List.of(
              LibraryClass.of(
                  CONCURRENT + "DefaultPromise",
                  new Weave.Keep(),
                  new Weave.Inline("addListener0", List.of(LISTENER), HERE + "PromiseAdvice$Add"),
                  new Weave.Inline(
                      "removeListener0", List.of(LISTENER), HERE + "PromiseAdvice$Remove"),
                  new Weave.Inline(
                      "notifyListener0",
                      List.of(CONCURRENT + "Future", LISTENER),
                      HERE + "PromiseAdvice$Notify"))));

  private NettyPromiseLibrary() {}
}
