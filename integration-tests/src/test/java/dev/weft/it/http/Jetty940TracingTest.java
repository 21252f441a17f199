package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedEarlierJetty;
import java.util.List;

/** Requests of Jetty 9.4.0. */
class Jetty940TracingTest extends ServerTracingContract implements EarlierJettyCases {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V9_4_0.start(
        Jdks.require(17), options, TracedEarlierJetty.class, List.of("0"));
  }
}
