package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedEarlierJetty;
import java.util.List;

/** Requests of Jetty 10.0.0. */
class Jetty10TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V10.start(
        Jdks.require(17), options, TracedEarlierJetty.class, List.of("0"));
  }
}
