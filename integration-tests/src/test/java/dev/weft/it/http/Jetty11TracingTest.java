package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedEarlierJetty;
import java.util.List;

/** Requests of Jetty 11. */
class Jetty11TracingTest extends ServerTracingContract implements EarlierJettyCases {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V11.start(
        Jdks.require(25), options, TracedEarlierJetty.class, List.of("0"));
  }
}
