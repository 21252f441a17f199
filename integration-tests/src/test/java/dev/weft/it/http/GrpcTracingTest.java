package dev.weft.it.http;

import dev.weft.it.harness.GrpcRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedGrpc;
import java.util.List;

/** Calls of grpc-java's server on a relocated Netty. */
class GrpcTracingTest extends GrpcTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return GrpcRelease.NETTY.start(Jdks.require(17), options, TracedGrpc.class, List.of("0"));
  }
}
