package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import java.util.List;

/** Jetty 9.4.0. */
class Jetty940RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V9_4_0.start(Jdks.require(17), options);
  }
}
