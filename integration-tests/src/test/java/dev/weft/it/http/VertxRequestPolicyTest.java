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

  /**
   * Vert.x logs what ends a connection, a reset too, until it has set its handler for that: a
   * connection that is being opened while a rule changes may be cut so early.
   */
  @Override
  String withoutBrokenConnections(String stderr) {
    return stderr.replaceAll(
        ".+ io\\.vertx\\.core\\.net\\.impl\\.ConnectionBase\\R"
            + "SEVERE: connection from \\S+ at \\S+ cut: denied by policy: .+\\R",
        "");
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
