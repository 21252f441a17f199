package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import java.util.List;

/** Jetty 12.0.0. */
class Jetty120RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return JettyRelease.V12_0.start(Jdks.require(17), options, "jetty");
  }
}
