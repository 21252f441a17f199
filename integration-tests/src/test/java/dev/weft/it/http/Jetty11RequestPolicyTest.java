package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import java.util.List;

/** Jetty 11. */
class Jetty11RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V11.start(Jdks.require(25), options);
  }
}
