package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedJetty;
import java.util.List;

/** Requests of Jetty 12.0. */
class Jetty120TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return JettyRelease.V12_0.start(Jdks.require(17), options, TracedJetty.class, List.of("0"));
  }
}
