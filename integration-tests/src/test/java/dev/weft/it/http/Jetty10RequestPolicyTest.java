package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import java.util.List;

/** Jetty 10.0.0. */
class Jetty10RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V10.start(Jdks.require(17), options);
  }
}
