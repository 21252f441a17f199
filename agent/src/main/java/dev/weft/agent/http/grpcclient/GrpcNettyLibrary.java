package dev.weft.agent.http.grpcclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into grpc-java's transport over Netty: the headers of a stream know their call. Of
 * {@code grpc-netty-shaded} only these classes and Netty are relocated, and gRPC's others are not.
 */
public final class GrpcNettyLibrary {
  private static final String HERE = "dev.weft.agent.http.grpcclient.";
  private static final String NETTY = "io.grpc.netty.";
  private static final String TEXT = "io.netty.util.AsciiString";

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "gRPC on Netty",
          List.of(NETTY, "io.netty."),
          "io.grpc.netty",
          List.of(HERE + "GrpcStreams"),
          List.of(
              LibraryClass.of(NETTY + "GrpcHttp2OutboundHeaders", new Weave.Keep()),
              LibraryClass.of(
                  NETTY + "Utils",
                  new Weave.Inline(
                      "convertClientHeaders",
                      List.of("io.grpc.Metadata", TEXT, TEXT, TEXT, TEXT, TEXT),
                      HERE + "StreamAdvice$Convert"))));

  private GrpcNettyLibrary() {}
}
