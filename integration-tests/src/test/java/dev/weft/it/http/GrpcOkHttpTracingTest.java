package dev.weft.it.http;

import dev.weft.it.harness.GrpcRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedGrpc;
import java.util.List;

/** As {@link GrpcOkHttp158TracingTest}, of a newer release, which calls back in place. */
class GrpcOkHttpTracingTest extends GrpcTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return GrpcRelease.OKHTTP.start(
        Jdks.require(25), options, TracedGrpc.class, List.of("0", "direct"));
  }
}
