package dev.weft.it.attach;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.AsyncEcho;
import dev.weft.it.programs.ChannelEcho;
import dev.weft.it.programs.NettyEcho;
import dev.weft.it.programs.SocketEcho;
import java.util.List;

/** Echo servers, by how they wait for connections. */
enum Server {
  /** In {@code ServerSocket.accept}. */
  SOCKET(SocketEcho.class, "platform", ""),
  /** In the same, parked. */
  VIRTUAL_THREAD(SocketEcho.class, "virtual", ""),
  /** In {@code ServerSocketChannel.accept}. */
  CHANNEL(ChannelEcho.class, "", ""),
  /** In a selector. */
  SELECTOR(NettyEcho.class, "", "netty-"),
  /** By a completion handler. */
  ASYNCHRONOUS(AsyncEcho.class, "", "");

  private final Class<?> main;
  private final String variant;
  private final String libraries;

  Server(Class<?> main, String variant, String libraries) {
    this.main = main;
    this.variant = variant;
    this.libraries = libraries;
  }

  boolean runsOn(int feature) {
    return this != VIRTUAL_THREAD || feature >= 21;
  }

  /** Starts it without an agent, on any free port. */
  JvmProcess start(Jdk jdk) {
    return start(jdk, List.of());
  }

  /** As {@link #start(Jdk)}, with further options of its JVM. */
  JvmProcess start(Jdk jdk, List<String> options) {
    return JvmProcess.on(jdk)
        .options(Attach.OPTIONS)
        .options(options)
        .options(jdk.allowingUnsafe())
        .start(
            ClassPath.with(libraries.isEmpty() ? List.of() : List.of(libraries)),
            main,
            List.of("0", variant));
  }
}
