package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.TomcatRelease;
import dev.weft.it.programs.TracedTomcat;
import java.util.List;

/** Requests of Tomcat 9. */
class Tomcat9TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return TomcatRelease.V9.start(Jdks.require(17), options, TracedTomcat.class, List.of("0"));
  }
}
