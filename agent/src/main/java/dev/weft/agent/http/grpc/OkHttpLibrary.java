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
  private static final String CODE = "io.grpc.Status$Code";
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
              HERE + "OkHttpStream",
              HERE + "OkHttpStreams",
              HERE + "OkHttpRequests"),
          List.of(
              LibraryClass.of(
                  TRANSPORT,
                  new Weave.Guard(),
                  new Weave.Anchor(),
                  new Weave.Keep(),
                  inline("Made", "<init>", TRANSPORT + "$Config", "java.net.Socket"),
                  inline("StreamClosed", "streamClosed", "int", "boolean"),
                  inline("Terminated", "terminated")),
              LibraryClass.of(
                  TRANSPORT + "$FrameHandler",
                  new Weave.Link("this$0"),
                  inline(
                      "Headers",
                      "headers",
                      "boolean",
                      "boolean",
                      "int",
                      "int",
                      "java.util.List",
                      "io.grpc.okhttp.internal.framed.HeadersMode"),
                  inline("Data", "data", "boolean", "int", "okio.BufferedSource", "int", "int"),
                  inline(
                      "HttpError",
                      "respondWithHttpError",
                      "int",
                      "boolean",
                      "int",
                      CODE,
                      "java.lang.String"),
                  inline(
                      "GrpcError",
                      "respondWithGrpcError",
                      "int",
                      "boolean",
                      CODE,
                      "java.lang.String"),
                  inline("Reset", "rstStream", "int", "io.grpc.okhttp.internal.framed.ErrorCode")),
              LibraryClass.of(
                  "io.grpc.okhttp.OkHttpServerStream$TransportState",
                  inline(
                      "Taken",
                      "<init>",
                      TRANSPORT,
                      "int",
                      "int",
                      "io.grpc.internal.StatsTraceContext",
                      "java.lang.Object",
                      "io.grpc.okhttp.ExceptionHandlingFrameWriter",
                      "io.grpc.okhttp.OutboundFlowController",
                      "int",
                      "io.grpc.internal.TransportTracer",
                      "java.lang.String"),
                  inline("Trailers", "sendTrailersAfterFlowControlled", "java.util.List"))));

  private OkHttpLibrary() {}

  private static Weave inline(String advice, String method, String... parameters) {
    return new Weave.Inline(method, List.of(parameters), HERE + "TransportAdvice$" + advice);
  }
}
