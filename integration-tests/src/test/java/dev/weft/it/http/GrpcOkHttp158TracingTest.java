package dev.weft.it.http;

import dev.weft.it.harness.GrpcRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedGrpc;
import java.util.List;

/** Calls of grpc-java's server on OkHttp's codec, of the oldest release. */
class GrpcOkHttp158TracingTest extends GrpcTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return GrpcRelease.OKHTTP_1_58.start(Jdks.require(17), options, TracedGrpc.class, List.of("0"));
  }
}
