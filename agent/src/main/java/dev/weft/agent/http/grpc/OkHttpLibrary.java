package dev.weft.agent.http.grpc;

import dev.weft.agent.http.LibraryClass;
import dev.weft.agent.http.ServerLibrary;
import dev.weft.agent.http.Weave;
import java.util.List;

/**
 * What is woven into grpc-okhttp, as it is from 1.58 on. The way from a stream's headers to the
 * socket is {@code FrameHandler} to {@code OkHttpServerTransport}, of which there is one for each
 * connection. Names only: this is read where no gRPC is.
 */
public final class OkHttpLibrary {
  private static final String HERE = "dev.weft.agent.http.grpc.";
  private static final String TRANSPORT = "io.grpc.okhttp.OkHttpServerTransport";

  /** The description. */
  public static final ServerLibrary LIBRARY =
      new ServerLibrary(
          "gRPC OkHttp",
          List.of("io.grpc.", "okio."),
          "io.grpc.okhttp",
          List.of(
              HERE + "OkHttpRequest",
              HERE + "OkHttpDenial",
              HERE + "OkHttpWindow",
              HERE + "OkHttpRequests"),
          List.of(
              LibraryClass.of(
                  TRANSPORT,
                  new Weave.Guard(),
                  new Weave.Anchor(),
                  new Weave.Inline(
                      "<init>",
                      List.of(TRANSPORT + "$Config", "java.net.Socket"),
                      HERE + "TransportAdvice$Made")),
              LibraryClass.of(
                  TRANSPORT + "$FrameHandler",
                  new Weave.Link("this$0"),
                  new Weave.Inline(
                      "headers",
                      List.of(
                          "boolean",
                          "boolean",
                          "int",
                          "int",
                          "java.util.List",
                          "io.grpc.okhttp.internal.framed.HeadersMode"),
                      HERE + "TransportAdvice$Headers"),
                  new Weave.Inline(
                      "data",
                      List.of("boolean", "int", "okio.BufferedSource", "int", "int"),
                      HERE + "TransportAdvice$Data"))));

  private OkHttpLibrary() {}
}
