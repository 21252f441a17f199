package dev.weft.it.http;

import dev.weft.it.harness.ClassPath;
import dev.weft.it.harness.Jdk;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.VertxSeeing;
import java.util.List;

/** Vert.x 5, whose pipelines look at the first bytes before they have a codec. */
class VertxRequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return start(Jdks.require(17), options);
  }

  static JvmProcess start(Jdk jdk, List<String> options) {
    return JvmProcess.on(jdk)
        .options(options)
        .start(
            ClassPath.with(List.of("vertx-", "netty-", "jackson-core")),
            VertxSeeing.class,
            List.of("0"));
  }
}
