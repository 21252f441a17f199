package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.programs.TracedEarlierJetty;
import java.util.List;

/** Requests of the newest Jetty 9.4. */
class Jetty94TracingTest extends ServerTracingContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V9_4.start(
        Jdks.require(25), options, TracedEarlierJetty.class, List.of("0"));
  }
}
