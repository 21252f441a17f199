package dev.weft.it.http;

import dev.weft.it.harness.EarlierJettyRelease;
import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import java.util.List;

/** The newest Jetty 9.4. */
class Jetty94RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return EarlierJettyRelease.V9_4.start(Jdks.require(25), options);
  }
}
