package dev.weft.it.http;

import dev.weft.it.harness.Jdks;
import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.UndertowRelease;
import java.util.List;

/** Undertow 2.4. */
class Undertow24RequestPolicyTest extends RequestPolicyContract {
  @Override
  JvmProcess startServer(List<String> options) {
    return UndertowRelease.V2_4.start(Jdks.require(25), options);
  }
}
