package dev.weft.it.http;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedHttpServer;
import java.util.List;

/** Requests of the HTTP server of JDK 17. */
class HttpServer17TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return JvmProcess.on(Jdks.require(17))
        .options(options)
        .start(ClassPath.with(List.of()), TracedHttpServer.class, List.of("0"));
  }
}
