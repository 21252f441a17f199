package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JettyRelease;
import dev.weft.it.harness.JvmProcess;
import java.util.List;

/** Jetty 12.1. */
class Jetty121RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return JettyRelease.V12_1.start(Jdks.require(25), options, "jetty");
  }
}
