package dev.weft.it.harness;

import dev.weft.it.programs.AsyncHttpClients;
import dev.weft.it.programs.GrpcClients;
import dev.weft.it.programs.GrpcSeeing;
import dev.weft.it.programs.NettyClients;
import dev.weft.it.programs.ReactorClients;
import dev.weft.it.programs.TraceSeeing;
import dev.weft.it.programs.VertxClients;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of a client that is built on Netty: the oldest that is supported, and a new one. */
public enum ClientRelease {
  NETTY_OLDEST(17, NettyClients.class, "netty-.*-4\\.1\\.0\\.Final"),
  NETTY_NEW(25, NettyClients.class, ""),
  REACTOR_OLD(
      17, ReactorClients.class, "netty-.*-4\\.1\\.53\\.Final|reactor-netty-.*|reactor-core-3.4.0"),
  REACTOR_NEW(25, ReactorClients.class, "netty-codec-classes-quic-.*"),
  VERTX_OLD(17, VertxClients.class, "netty-.*-4\\.1\\.53\\.Final|vertx-.*-4\\.0\\.0"),
  VERTX_LATE_4(25, VertxClients.class, "vertx-.*-4\\.5\\.27"),
  VERTX_NEW(25, VertxClients.class, ""),
  ASYNC_OLD(17, AsyncHttpClients.class, "netty-.*-4\\.1\\.53\\.Final|async-http-.*|netty-react.*"),
  ASYNC_NEW(25, AsyncHttpClients.class, ""),
  GRPC_OLD(17, GrpcClients.class, "grpc-.*"),
  GRPC_NEW(25, GrpcClients.class, "");

  private final int jdk;
  private final Class<?> program;
  private final String jars;

  ClientRelease(int jdk, Class<?> program, String jars) {
    this.jdk = jdk;
    this.program = program;
    this.jars = jars;
  }

  /** The Java version that it is tested on. */
  public int jdk() {
    return jdk;
  }

  /** A server that tells what it has seen, as it is outside the mesh. */
  public JvmProcess startServer() {
    Class<?> server = program == GrpcClients.class ? GrpcSeeing.class : TraceSeeing.class;
    return JvmProcess.on(Jdks.require(jdk)).start(ClassPath.withEverything(), server, List.of("0"));
  }

  /**
   * Starts the program of it.
   *
   * @param port of the server
   * @param securedPort of one with TLS of its own, for those that may send to it
   */
  public JvmProcess start(List<String> options, int port, int securedPort) {
    return JvmProcess.on(Jdks.require(jdk))
        .options(options)
        .start(old() + others(), program, arguments(port, securedPort));
  }

  private List<String> arguments(int port, int securedPort) {
    if (this == NETTY_OLDEST) {
      return List.of("" + port, "connected");
    }
    boolean isNetty = program == NettyClients.class || program == GrpcClients.class;
    return isNetty ? List.of("" + port) : List.of("" + port, "" + securedPort);
  }

  /** The class path without what a release does not tolerate beside it. */
  private String others() {
    if (this != GRPC_OLD) {
      return ClassPath.withEverything();
    }
    // Services that only newer releases have.
    return Arrays.stream(ClassPath.withEverything().split(File.pathSeparator, -1))
        .filter(it -> !String.valueOf(Path.of(it).getFileName()).startsWith("grpc-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** What goes before everything else on the class path. */
  private String old() {
    Path folder = Path.of(System.getProperty("weft.test.releases"));
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> String.valueOf(it.getFileName()).matches("(" + jars + ")\\.jar"))
          .map(it -> it + File.pathSeparator)
          .sorted()
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
