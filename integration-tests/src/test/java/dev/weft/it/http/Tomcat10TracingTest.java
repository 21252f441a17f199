package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.programs.TracedTomcat;
import java.util.List;

/** Requests of Tomcat 10. */
class Tomcat10TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return TomcatRelease.V10.start(Jdks.require(17), options, TracedTomcat.class, List.of("0"));
  }
}
