package dev.weft.it.http;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.HttpServerSeeing;
import java.util.List;

/** The HTTP server of JDK 17. */
class HttpServer17RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return JvmProcess.on(Jdks.require(17))
        .options(options)
        .start(ClassPath.with(List.of()), HttpServerSeeing.class, List.of("0"));
  }
}
