package dev.weft.agent.http.grpcclient;

import dev.weft.agent.http.ClientLibrary;
import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into grpc-java's core, from 1.40 on. A {@code ClientCallImpl} is one call, a {@code
 * DelayedClientCall} one that waits for names to be resolved; {@code Metadata} goes with it from
 * one thread to the next.
 */
public final class GrpcClientLibrary {
  private static final String HERE = "dev.weft.agent.http.grpcclient.";
  private static final String INTERNAL = "io.grpc.internal.";
  private static final String METADATA = "io.grpc.Metadata";
  private static final List<String> START = List.of("io.grpc.ClientCall$Listener", METADATA);

  /** The description. */
  public static final ClientLibrary LIBRARY =
      new ClientLibrary(
          "gRPC client",
          List.of("io.grpc."),
          "io.grpc.internal",
          List.of(HERE + "GrpcCall", HERE + "GrpcListener", HERE + "GrpcCalls"),
          List.of(
              LibraryClass.of(
                  INTERNAL + "ClientCallImpl",
                  new Weave.Inline("start", START, HERE + "CallAdvice$Start")),
              LibraryClass.of(
                  INTERNAL + "DelayedClientCall",
                  new Weave.Inline("start", START, HERE + "CallAdvice$Delay")),
              LibraryClass.of(
                  METADATA,
                  new Weave.Keep(),
                  new Weave.Inline("merge", List.of(METADATA), HERE + "MetadataAdvice$Merge"))));

  private GrpcClientLibrary() {}
}
